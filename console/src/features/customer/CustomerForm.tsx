import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useChangeCustomer } from '@/api/customers';
import { asFault, fieldErrors } from '@/api/fault';
import type { Customer } from '@/api/types';
import { Changes } from '@/ui/Changes';
import { Notice } from '@/ui/Notice';
import { nameOf } from '@/ui/nameOf';
import { sayFault } from '@/ui/say';
import classes from './CustomerForm.module.css';
import { changesIn, lineAstray, textOf } from './preferences';
import { SiteSelect } from './SiteSelect';

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The site that was chosen, if it is another one; what did not change is not sent. */
function movedTo(site: string, customer: Customer): string | null | undefined {
  return site === (customer.site_id ?? '') ? undefined : site || null;
}

/** The customer's own data, saved at the version that was seen. */
export function CustomerForm({ customer }: { customer: Customer }) {
  const change = useChangeCustomer(customer.id);
  const form = useForm({
    initialValues: {
      name: customer.name,
      site_id: customer.site_id ?? '',
      tier: customer.tier,
      language: customer.language ?? '',
      zone: customer.zone ?? '',
      needs: (customer.needs ?? []).join('\n'),
      preferences: textOf(customer.preferences),
    },
    validate: {
      name: (value) => (value.trim() ? null : 'A name is needed'),
      preferences: (value) => {
        const astray = lineAstray(value);
        return astray ? `“${astray}” does not say what it is about: write it before a colon` : null;
      },
    },
  });
  const fault = change.error ? asFault(change.error) : null;
  const current = fault?.outdated ? (fault.current as Customer | null) : null;
  const save = (version: number) => (values: typeof form.values) =>
    change.mutate(
      {
        ...values,
        site_id: movedTo(values.site_id, customer),
        needs: linesOf(values.needs),
        preferences: changesIn(values.preferences, customer.preferences),
        version,
      },
      {
        onError: (error) => {
          form.setErrors(fieldErrors(error));
          if (!asFault(error).outdated) sayFault(error);
        },
      },
    );
  return (
    <form className={classes.form} onSubmit={form.onSubmit(save(customer.version))}>
      <h1 className={classes.title}>{nameOf(customer)}</h1>
      {fault?.outdated && (
        <Notice
          tone="warn"
          role="alert"
          title="Changed meanwhile by somebody else"
          action={
            <Button onClick={() => save(current?.version ?? customer.version)(form.values)}>Save mine over it</Button>
          }
        >
          <Changes changes={fault.changes} />
          {current && `It now says: ${current.name}, tier ${current.tier}, ${current.zone || 'no zone'}.`}
        </Notice>
      )}
      <Stack gap="sm">
        <TextInput label="Name" {...form.getInputProps('name')} />
        <div className={classes.row}>
          <NativeSelect label="Tier" data={['A', 'B', 'C']} {...form.getInputProps('tier')} />
          <TextInput label="Language" {...form.getInputProps('language')} />
          <TextInput label="Time zone" placeholder="Europe/Warsaw" {...form.getInputProps('zone')} />
        </div>
        <SiteSelect held={customer.site_id} {...form.getInputProps('site_id')} />
        <Textarea
          label="Needs"
          description="What whoever answers must know, one a line, such as: hard of hearing, write"
          autosize
          minRows={2}
          {...form.getInputProps('needs')}
        />
        <Textarea
          label="Preferences"
          description="How they like it done, one a line, such as: Best time: after 17:00"
          autosize
          minRows={2}
          {...form.getInputProps('preferences')}
        />
        <Group justify="end">
          <Button type="submit" disabled={!form.isDirty()} loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
