export default function RecordTip() {
  return null;
}
