import { expect, test } from '@playwright/test';

test('the page opens by itself: no errors, no policy violations, nothing from another host', async ({
  page,
  context,
  baseURL,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const local = protocol === 'data:' || protocol === 'blob:' || origin === new URL(baseURL!).origin;
    if (!local) complaints.push(`another host: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      console.error(`policy violation: ${violation.violatedDirective} ${violation.blockedURI}`);
    });
  });

  await page.goto('./');
  await expect(page).toHaveTitle(/Kafkascope/);
  await expect(page.locator('#root > *').first()).toBeVisible();
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(1);
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_000);

  expect(complaints).toEqual([]);
});
