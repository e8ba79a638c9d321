import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/api/keys';
import { useMe } from '@/api/session';
import type { Me } from '@/api/types';
import { useLine } from '@/live/LineProvider';
import { flush } from '@/live/outbox';
import { SignInForm } from './SignInForm';

type Props = { opened: boolean; onSignedIn: () => void };

/**
 * Signs in again in place: what stands on the screen, typed text too, stays as it is behind the sheet. Behind it
 * nothing opens for somebody else, who gets a page of their own.
 */
export function SignInSheet({ opened, onSignedIn }: Props) {
  const cache = useQueryClient();
  const line = useLine();
  const before = useMe();
  const back = (me: Me) => {
    if (me.person.id !== before.id) return;
    onSignedIn();
    line.tryNow();
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
    void flush(cache);
  };
  return (
    <Modal
      opened={opened}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Your session has ended. Sign in again; nothing is lost."
    >
      <SignInForm email={before.email} onSignedIn={back} />
    </Modal>
  );
}
