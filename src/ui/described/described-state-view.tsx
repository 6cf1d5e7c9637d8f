export default function DescribedStateView() {
  return null;
}
