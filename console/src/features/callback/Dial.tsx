import { Button } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useDial } from '@/api/callbacks';
import { asFault } from '@/api/fault';
import type { Callback } from '@/api/types';
import { Notice } from '@/ui/Notice';

/** Asks for leave to dial, then gives the link to the telephone. Where the law says no, there is no button. */
export function Dial({ callback }: { callback: Callback }) {
  const dial = useDial(callback.id);
  if (dial.error) {
    const fault = asFault(dial.error);
    return (
      <Notice
        tone="bad"
        role="alert"
        title={fault.status === 403 ? 'This number may not be called now' : fault.words.title}
        action={
          fault.passing && (
            <Button variant="default" onClick={() => dial.mutate()}>
              Try again
            </Button>
          )
        }
      >
        {fault.message}
      </Notice>
    );
  }
  if (dial.data) {
    return (
      <Button component="a" href={dial.data.dial_url} size="md" leftSection={<IconPhoneCall size={18} />}>
        Call {callback.phone}
      </Button>
    );
  }
  return (
    <Button size="md" leftSection={<IconPhoneCall size={18} />} loading={dial.isPending} onClick={() => dial.mutate()}>
      Dial {callback.phone}
    </Button>
  );
}
