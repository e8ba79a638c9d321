import { calendars } from '@/api/admin';
import { HoursForm } from './HoursForm';
import { ResourceScreen } from './ResourceScreen';

/** When queues are open. */
export function HoursScreen() {
  return (
    <ResourceScreen
      resource={calendars}
      one="a calendar"
      nameOf={(calendar) => calendar.name}
      noteOf={(calendar) => calendar.zone}
      Form={HoursForm}
    />
  );
}
