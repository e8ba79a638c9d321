import { NumberInput, type NumberInputProps } from '@mantine/core';

/** A number of seconds, with none as the least unless another is given. */
export function Seconds(props: NumberInputProps) {
  return <NumberInput suffix=" s" min={0} {...props} />;
}
