import { useChangeContact, useContact } from '@/api/contacts';
import { OwnFieldsForm } from '@/ui/OwnFieldsForm';

/** The company's own fields of the contact in hand. */
export function ContactFields({ contactId }: { contactId: string }) {
  const contact = useContact(contactId);
  const change = useChangeContact(contactId);
  if (!contact.data) return null;
  return <OwnFieldsForm title="This contact" entity="contact" holder={contact.data} change={change} />;
}
