import { type UseFormInput, useForm } from '@mantine/form';
import { type Entry, type Resource, useSaveEntry } from '@/api/admin';
import { fieldErrors } from '@/api/fault';
import { sayDone } from '@/ui/say';
import type { FormProps } from './ResourceScreen';

/** A form over one entry: its values, saving, and the server's complaints beside the fields they are about. */
export function useEntryForm<T extends Entry, I extends Record<string, unknown>>(
  resource: Resource<T, I>,
  { entry, onSaved }: FormProps<T>,
  options: UseFormInput<I>,
) {
  const save = useSaveEntry(resource);
  const form = useForm<I>(options);
  const onSubmit = form.onSubmit((input) =>
    save.mutate(
      { entry, input },
      {
        onSuccess: (saved) => {
          form.resetDirty(input);
          sayDone('Saved.');
          onSaved(saved.id);
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  const frame = {
    dirty: form.isDirty(),
    saving: save.isPending,
    error: save.error,
    onSubmit,
    onDiscard: () => form.reset(),
  };
  return { form, frame };
}

/** A field that may not stay empty. */
export function needed(what: string): (value: string) => string | null {
  return (value) => (value.trim() ? null : `${what} is needed`);
}
