import { TextInput } from '@mantine/core';
import { sites } from '@/api/admin';
import type { Site } from '@/api/types';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import { type FormProps, ResourceScreen } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';

/** The branches; who and what belongs to one stands with the people, queues and customers. */
export function SitesScreen() {
  return <ResourceScreen resource={sites} one="a site" nameOf={(site) => site.name} Form={SiteForm} />;
}

function SiteForm(props: FormProps<Site>) {
  const { form, frame } = useEntryForm(sites, props, {
    initialValues: { name: props.entry?.name ?? '' },
    validate: { name: needed('A name') },
  });
  return (
    <EntryForm title={props.entry?.name ?? 'New site'} {...frame}>
      <FormPart title="Site" hint="Whoever is of a site sees its queues, people and customers, and no other site's.">
        <TextInput label="Name" placeholder="Main Street" {...form.getInputProps('name')} />
      </FormPart>
    </EntryForm>
  );
}
