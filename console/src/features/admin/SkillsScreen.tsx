import { TextInput } from '@mantine/core';
import { skills } from '@/api/admin';
import type { Skill } from '@/api/types';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import { type FormProps, ResourceScreen } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';

/** What people can do, by name; who has it at which level stands with the people. */
export function SkillsScreen() {
  return <ResourceScreen resource={skills} one="a skill" nameOf={(skill) => skill.name} Form={SkillForm} />;
}

function SkillForm(props: FormProps<Skill>) {
  const { form, frame } = useEntryForm(skills, props, {
    initialValues: { name: props.entry?.name ?? '' },
    validate: { name: needed('A name') },
  });
  return (
    <EntryForm title={props.entry?.name ?? 'New skill'} {...frame}>
      <FormPart title="Skill" hint="People have it at a level from 1 to 10; queues ask for a least level.">
        <TextInput label="Name" placeholder="Polish" {...form.getInputProps('name')} />
      </FormPart>
    </EntryForm>
  );
}
