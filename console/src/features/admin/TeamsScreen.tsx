import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { teams } from '@/api/admin';
import { useSites } from '@/api/sites';
import type { Team } from '@/api/types';
import { Read } from '@/ui/Read';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import { type FormProps, ResourceScreen } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';

export function TeamsScreen() {
  return <ResourceScreen resource={teams} one="a team" nameOf={(team) => team.name} Form={TeamForm} />;
}

function TeamForm(props: FormProps<Team>) {
  const sites = useSites();
  return <Read query={sites}>{(list) => <Fields {...props} sites={list} />}</Read>;
}

function Fields({ sites, ...props }: FormProps<Team> & { sites: { id: string; name: string }[] }) {
  const { form, frame } = useEntryForm(teams, props, {
    initialValues: {
      name: props.entry?.name ?? '',
      site_id: props.entry?.site_id ?? sites[0]?.id ?? '',
      blend: props.entry?.blend ?? ('exclusive' as const),
    },
    validate: { name: needed('A name') },
  });
  return (
    <EntryForm title={props.entry?.name ?? 'New team'} {...frame}>
      <FormPart title="Team">
        <TextInput label="Name" {...form.getInputProps('name')} />
        <NativeSelect
          label="Site"
          disabled={props.entry !== null}
          data={sites.map((site) => ({ value: site.id, label: site.name }))}
          {...form.getInputProps('site_id')}
        />
      </FormPart>
      <FormPart title="Blend" hint="Whether a call may come to somebody who is in a chat.">
        <SegmentedControl
          data={[
            { value: 'exclusive', label: 'A call stands alone' },
            { value: 'mixed', label: 'Calls beside chats' },
          ]}
          {...form.getInputProps('blend')}
        />
      </FormPart>
    </EntryForm>
  );
}
