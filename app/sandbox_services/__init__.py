"""Services to try with: a gym's door, a shared car, a ferry's gangway, each a process of its own with a page, as other
people's software would be. They know Musubi by HTTP alone: signed events out, signed messages in, sign-in by its ID.

`musubi run` with the demonstration registers each as an officer and a vendor would (app/demo/connecting.py), writes
what the vendor is given to `<state>/services/<name>.json` (mode 0600), and starts `musubi service-sandbox <name>` for
each on MUSUBI_SERVICE_SANDBOX_PORT plus its place in the list.

Adding one:

1. A folder `app/sandbox_services/<name>/` with
   - `about.py`: `ABOUT = About(...)`: names, purpose, the town that invites it, its events with their names for people.
   - `pages.py`: `open_site(site: Site) -> Blueprint`: makes the service's tables (`site.book.create(TABLES)`), names
     what is done from time to time (`site.every(60, work)`) and what is done with a message (`site.on(type, work)`),
     and gives a blueprint whose page `home` is at `/`.
   - `templates/<name>/*.html`, which extend `services/layout.html`; texts stand in both languages:
     `{{ t("入る", "Enter") }}` (`t` of common/languages.py in Python). No gettext: this software is not Musubi's.
   - one module a rule of the service's own, with the rows it changes (gym/visits.py is the example to follow).
2. One line in `registry.py`, at the end: the place in the list is the port.
3. Tests in `tests/web/sandbox_services/test_<name>.py` with the fixtures `open_service` and `musubi` (a Musubi that
   keeps what it is sent) of tests/fixtures/services.py.

An event is put into the outbox in the transaction of what it tells, and is sent until Musubi has taken it:

    with site.book.write() as rows:
        rows.execute("insert into visit ...")
        site.outbox.put(rows, visitor, "jp.musubi.gym.entered", {"facility": "gym-1", "visit": "v-1"})

`current_site()` and `current_visitor()` are those of the request; `@for_visitors` sends who is not signed in to the
sign-in page; `Refused(ja, en)` becomes a sentence on the page that was left. Sign-in, history, the log of events and
the reception of messages are common and need nothing.
"""
