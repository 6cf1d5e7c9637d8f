export default function ThingMenu() {
  return null;
}
