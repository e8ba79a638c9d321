import { NativeSelect } from '@mantine/core';
import { useChangeCustomer } from '@/api/customers';
import { asFault } from '@/api/fault';
import type { Consents, Customer } from '@/api/types';
import classes from './ConsentFields.module.css';
import { sayFault } from './say';

type Kind = keyof Consents;

const labels: Record<Kind, string> = {
  calls: 'Call them',
  sms: 'Send an SMS',
  email: 'Write an email',
  recording: 'Record the call',
};

const answers: { value: Consents[Kind]; label: string }[] = [
  { value: 'unknown', label: 'Not asked' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

type Props = {
  customerId: string;
  consent: Consents;
  /** Of the customer, as it stands on the screen. */
  version: number;
};

/** What the customer allows us, noted the moment it is said: each answer is saved at once, and dialling obeys it. */
export function ConsentFields({ customerId, ...shown }: Props) {
  const change = useChangeCustomer(customerId);
  const fault = change.error ? asFault(change.error) : null;
  // What the server said last may be newer than what is on the screen around.
  const heard = fault?.outdated ? (fault.current as Customer) : change.data;
  const known = heard && heard.version > shown.version ? heard : shown;
  const asked: Partial<Consents> = change.isPending ? (change.variables.consent ?? {}) : {};
  return (
    <div className={classes.fields}>
      {(Object.keys(labels) as Kind[]).map((kind) => (
        <NativeSelect
          key={kind}
          label={labels[kind]}
          data={answers}
          value={asked[kind] ?? known.consent[kind]}
          disabled={change.isPending}
          onChange={(event) =>
            change.mutate(
              { consent: { [kind]: event.currentTarget.value }, version: known.version },
              { onError: sayFault },
            )
          }
        />
      ))}
    </div>
  );
}
