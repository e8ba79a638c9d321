import { Group, NativeSelect, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { people, skills, teams, useEntries } from '@/api/admin';
import { useSites } from '@/api/sites';
import type { Agent } from '@/api/types';
import { Read } from '@/ui/Read';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import type { FormProps } from './ResourceScreen';
import { SkillLevels } from './SkillLevels';
import { needed, useEntryForm } from './useEntryForm';

type Site = { id: string; name: string };

const roles = [
  { value: 'agent', label: 'Agent' },
  { value: 'supervisor', label: 'Supervisor' },
  { value: 'admin', label: 'Admin' },
];

export function PersonForm(props: FormProps<Agent>) {
  const sites = useSites();
  return <Read query={sites}>{(list) => <Fields {...props} sites={list} />}</Read>;
}

function startOf(entry: Agent | null, sites: Site[]) {
  return {
    name: entry?.name ?? '',
    email: entry?.email ?? '',
    role: entry?.role ?? ('agent' as const),
    team_id: entry?.team_id ?? null,
    site_id: entry?.site_id ?? sites[0]?.id ?? '',
    locale: entry?.locale ?? 'en',
    active: entry?.active ?? true,
    skills: entry?.skills ?? [],
    password: '',
  };
}

function Fields({ sites, ...props }: FormProps<Agent> & { sites: Site[] }) {
  const allTeams = useEntries(teams);
  const allSkills = useEntries(skills);
  const { entry } = props;
  const { form, frame } = useEntryForm(people, props, {
    initialValues: startOf(entry, sites),
    validate: {
      name: needed('A name'),
      email: needed('An address'),
      password: (value) => (!entry && !value ? 'A first password is needed' : null),
    },
  });
  return (
    <EntryForm title={entry?.name ?? 'New person'} {...frame}>
      <FormPart title="Person">
        <TextInput label="Name" {...form.getInputProps('name')} />
        <TextInput label="Work email" type="email" {...form.getInputProps('email')} />
        <NativeSelect label="Role" data={roles} {...form.getInputProps('role')} />
        {entry && <Switch label="Works here" {...form.getInputProps('active', { type: 'checkbox' })} />}
      </FormPart>
      <FormPart title="Place">
        <Group grow align="start">
          <NativeSelect
            label="Site"
            data={sites.map((site) => ({ value: site.id, label: site.name }))}
            {...form.getInputProps('site_id')}
          />
          <Select
            label="Team"
            clearable
            data={(allTeams.data ?? []).map((team) => ({ value: team.id, label: team.name }))}
            {...form.getInputProps('team_id')}
          />
        </Group>
      </FormPart>
      <FormPart title="Skills" hint="10 is the best level.">
        <SkillLevels
          word="level"
          skills={allSkills.data ?? []}
          levels={form.values.skills}
          onChange={(levels) => form.setFieldValue('skills', levels)}
        />
      </FormPart>
      <FormPart title="Password" hint={entry ? 'Leave it empty to keep the present one.' : undefined}>
        <PasswordInput aria-label="New password" autoComplete="new-password" {...form.getInputProps('password')} />
      </FormPart>
    </EntryForm>
  );
}
