import { people } from '@/api/admin';
import { PersonForm } from './PersonForm';
import { ResourceScreen } from './ResourceScreen';

export function PeopleScreen() {
  return (
    <ResourceScreen
      resource={people}
      one="a person"
      nameOf={(person) => person.name}
      noteOf={(person) => (person.active ? `${person.role} · ${person.email}` : `${person.role}, left`)}
      Form={PersonForm}
    />
  );
}
