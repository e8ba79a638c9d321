import {
  type Icon,
  IconMail,
  IconMessageCircle,
  IconPhone,
  IconPhoneCall,
  IconTicket,
  IconUserScan,
  IconWorld,
} from '@tabler/icons-react';
import type { Channel } from '@/api/types';

export const channelIcons: Record<Channel, Icon> = {
  call: IconPhone,
  chat: IconMessageCircle,
  ticket: IconTicket,
  email: IconMail,
  social: IconWorld,
  callback: IconPhoneCall,
  walkin: IconUserScan,
};

export const channelNames: Record<Channel, string> = {
  call: 'Call',
  chat: 'Chat',
  ticket: 'Ticket',
  email: 'Email',
  social: 'Social',
  callback: 'Callback',
  walkin: 'Desk',
};
