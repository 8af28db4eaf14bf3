/** What *Mon compte* holds below its forms, of which one answer says all: mails at will, the calendar's address, the devices, the data. */
import { get } from "../base/api.js";
import { apiPath } from "../base/paths.js";
import { calendarSection } from "./calendar-address.js";
import { deviceList } from "./devices.js";
import { mailsAtWill } from "./mails-at-will.js";
import { myData } from "./my-data.js";

const byId = (id) => document.getElementById(id);
const read = () => get(apiPath("me", "account"));
const mails = byId("rappels-panne");
const showReminders = mailsAtWill({ kind: "reminders", box: byId("rappels-choix"), trouble: mails });
const showAnnouncements = mailsAtWill({ kind: "announcements", box: byId("messages-choix"), trouble: mails });
const showCalendar = calendarSection({
  section: byId("agenda"),
  trouble: byId("agenda-panne"),
  title: byId("agenda-titre"),
});
const showDevices = deviceList({
  list: byId("appareils"),
  others: byId("deconnecter-autres"),
  trouble: byId("appareils-panne"),
  title: byId("appareils-titre"),
  again: readDevices,
});

/** `families`: entries of `Me.families`. Throws Problem. */
export async function showSettings(families) {
  const { reminders, announcements, calendar, sessions, erasures } = await read();
  showReminders(reminders);
  showAnnouncements(announcements);
  showCalendar(calendar);
  showDevices(sessions);
  myData(byId("donnees"), families, erasures);
}

/** What another password or another address has ended or replaced. Throws Problem. */
export async function readDevices() {
  const { calendar, sessions } = await read();
  showCalendar(calendar);
  showDevices(sessions);
}
