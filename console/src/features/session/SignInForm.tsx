import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { asFault, fieldErrors } from '@/api/fault';
import { useSignIn } from '@/api/session';
import { Notice } from '@/ui/Notice';

type Props = { email?: string; onSignedIn?: () => void };

function refusal(error: unknown): { title: string; text: string } {
  const fault = asFault(error);
  if (fault.status !== 401) return fault.words;
  return { title: 'That did not match', text: 'Check the address and the password and try again.' };
}

/** Address and password. */
export function SignInForm({ email = '', onSignedIn }: Props) {
  const signIn = useSignIn();
  const form = useForm({ initialValues: { email, password: '' } });
  const submit = form.onSubmit((given) =>
    signIn.mutate(given, { onSuccess: onSignedIn, onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
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
          type="email"
          size="md"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          size="md"
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" mt="xs" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
