import { Empty } from '@/ui/Empty';

export function MissingSection() {
  return <Empty title="There is no such section">Choose one on the left.</Empty>;
}
