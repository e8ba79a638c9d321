import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { asFault } from '@/api/fault';
import { useSignIn } from '@/api/session';
import type { Me } from '@/api/types';
import { Notice } from '@/ui/Notice';

type Props = { email?: string; onSignedIn?: (me: Me) => void };

function refusal(error: unknown): { title: string; text: string } {
  const fault = asFault(error);
  if (fault.status !== 401) return fault.words;
  return { title: 'That did not match', text: 'Check the address and the password and try again.' };
}

/** Address and password. */
export function SignInForm({ email, onSignedIn }: Props) {
  const signIn = useSignIn();
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    signIn.mutate(
      { email: String(given.get('email')), password: String(given.get('password')) },
      { onSuccess: (me) => onSignedIn?.(me) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {signIn.error && (
          <Notice tone="bad" role="alert" title={refusal(signIn.error).title}>
            {refusal(signIn.error).text}
          </Notice>
        )}
        <TextInput
          label="Work email"
          name="email"
          type="email"
          size="md"
          autoComplete="username"
          defaultValue={email}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="Password"
          name="password"
          size="md"
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" mt="xs" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
