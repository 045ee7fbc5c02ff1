"""Upkeep: hangs new mentions into the forest and renews the events that they change, inside one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from dragoman.merge.acts import Act
from dragoman.merge.events import event_key, merged
from dragoman.merge.forest import PINNED, ROOT, Link, best, better, trees
from dragoman.merge.likeness import blocks_of
from dragoman.store.batches import delete_where, insert, rows_where
from dragoman.store.concerns import with_concerns
from dragoman.store.copies import copy_pairs
from dragoman.store.events import corrected, event_row, facet_rows
from dragoman.store.rows import act_from
from dragoman.store.tables import event, event_facet, event_mention, mention_block, pin, review
from dragoman.store.tie_rows import count_coverage, drop_ties, write_ties

MENTIONS = select(event_mention)
# These do not take part in merging.
REJECTED = "rejected"


class Upkeep:
    """Keeps events in step with their mentions.

    Everything that a change touches is loaded, changed here, and written back once.

    Args:
        connection: a transaction that writes.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.acts: dict[int, Act] = {}
        self.links: dict[int, Link] = {}
        self.events: dict[int, int] = {}
        self.written: dict[int, tuple[Link, int]] = {}
        self.pins: dict[int, int] = {}
        self.fresh: set[int] = set()

    def take(self, fresh: Iterable[Act]) -> None:
        """Take in mentions that were put into the store just now, and hang them: each is an event of its own so far."""
        new = list(fresh)
        for act in new:
            self.acts[act.key], self.links[act.key], self.events[act.key] = act, ROOT, act.key
            self.written[act.key] = ROOT, act.key
        self.fresh.update(act.key for act in new)
        self._pins(act.key for act in new)
        self.hang(new)

    def hang(self, fresh: Iterable[Act], stale: Iterable[int] = ()) -> None:
        """Find the places of mentions that stand in the store, new or changed, and renew all events concerned.

        Args:
            fresh: the mentions.
            stale: events that lost mentions, to be renewed as well.
        """
        new = {act.key: act for act in fresh}
        self._learn(new)
        near = self._near(new)
        touched = set(new) | self._settle({self.pins[key] for key in new if key in self.pins})
        for key, act in new.items():
            if key not in self.pins:
                self.links[key] = best(act, (self.acts[other] for other in sorted(near[key])))
        # What stood there before may be likest to one of the new ones.
        fresh_of: dict[int, list[Act]] = defaultdict(list)
        for key, others in near.items():
            for other in others - new.keys():
                fresh_of[other].append(new[key])
        touched.update(key for key in sorted(fresh_of) if self._reconsider(key, fresh_of[key]))
        self.renew(touched, stale)

    def replace(self, gone: Mapping[int, int], fresh: Iterable[Act]) -> None:
        """Put mentions in the place of others; what hung on those is hung anew.

        Args:
            gone: the events of mentions that are gone, or whose rows were changed, by their keys.
            fresh: the mentions that stand in the store instead; changed ones among them.
        """
        new = {act.key: act for act in fresh}
        query = select(event_mention.c.key).where(event_mention.c.standing != REJECTED)
        orphans = {row["key"] for row in rows_where(self.connection, query, event_mention.c.parent, gone)} - new.keys()
        self._load(orphans)
        for key in orphans:
            self.links[key] = ROOT
        self.hang([*new.values(), *(self.acts[key] for key in sorted(orphans))], gone.values())

    def _settle(self, companies: Iterable[int]) -> set[int]:
        """Hang the members of companies on the first of each; gives the members."""
        wanted = set(companies)
        rows = rows_where(self.connection, select(pin.c.mention), pin.c.company, wanted)
        self._load({row["mention"] for row in rows})
        members: dict[int, list[Act]] = defaultdict(list)
        for key, company in self.pins.items():
            if company in wanted and key in self.acts:
                members[company].append(self.acts[key])
        for acts in members.values():
            first, *rest = sorted(acts, key=lambda act: act.report)
            self.links[first.key] = ROOT
            for act in rest:
                self.links[act.key] = Link(first.key, PINNED)
        return {act.key for acts in members.values() for act in acts}

    def _reconsider(self, key: int, new: list[Act]) -> bool:
        """Hang an earlier mention on a new one, where that is likelier; whether it was."""
        if key in self.pins:
            return False
        before = link = self.links[key]
        for act in new:
            parent = self.acts[link.parent] if link.parent is not None else None
            link = better(self.acts[key], act, link, parent)
        self.links[key] = link
        return link is not before

    def renew(self, touched: Iterable[int], stale: Iterable[int] = ()) -> None:
        """Renew the events of mentions whose links changed, and drop stale ones."""
        names = set(stale)
        for key in touched:
            names.add(self.events[key])
            parent = self.links[key].parent
            if parent is not None:
                names.add(self.events[parent])
        # Of mentions that are new, nothing else can stand in the store under their names.
        self._load_events(names - self.fresh)
        members = {key for key, name in self.events.items() if name in names and key in self.acts}
        groups = trees({key: self.links[key].parent for key in members})
        fresh = {}
        for group in groups:
            acts = [self.acts[key] for key in sorted(group)]
            name = event_key(acts)
            fresh[name] = acts
            for key in group:
                self.events[key] = name
        self._write_links(members)
        self._write_events(names, fresh)

    def _learn(self, new: Mapping[int, Act]) -> None:
        """Take in mentions: each is an event of its own until its place is found."""
        missing = [key for key in new if key not in self.acts]
        self._load(missing)
        self.acts.update(new)

    def _near(self, new: Mapping[int, Act]) -> dict[int, set[int]]:
        """For each mention those in the same blocks and in the same article."""
        blocks: dict[int, set[int]] = defaultdict(set)
        own = {key: blocks_of(act) for key, act in new.items()}
        query = select(mention_block.c.block, mention_block.c.mention)
        for row in rows_where(self.connection, query, mention_block.c.block, set().union(*own.values())):
            blocks[row["block"]].add(row["mention"])
        articles: dict[int, set[int]] = defaultdict(set)
        query = select(event_mention.c.article, event_mention.c.key).where(event_mention.c.standing != REJECTED)
        for row in rows_where(self.connection, query, event_mention.c.article, {act.article for act in new.values()}):
            articles[row["article"]].add(row["key"])
        near = {
            key: set().union(*(blocks[block] for block in own[key]), articles[act.article]) - {key}
            for key, act in new.items()
        }
        self._load(set().union(*near.values()))
        self._load({link.parent for link in self.links.values() if link.parent is not None})
        return near

    def _load(self, keys: Iterable[int]) -> None:
        """Load mentions with their links, and what analysts pinned."""
        wanted = {key for key in keys if key not in self.acts}
        self._keep(rows_where(self.connection, MENTIONS, event_mention.c.key, wanted))

    def _load_events(self, names: Iterable[int]) -> None:
        """Load all mentions of events."""
        self._keep(rows_where(self.connection, MENTIONS, event_mention.c.event, names))
        # Mentions loaded before keep what has changed here.

    def _keep(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Keep rows of mentions that are not known yet."""
        found = []
        for row in rows:
            key = row["key"]
            if key in self.links or row["standing"] == REJECTED:
                continue
            self.acts.setdefault(key, act_from(row))
            self.links[key] = Link(row["parent"], row["likeness"])
            self.events[key] = row["event"]
            self.written[key] = self.links[key], row["event"]
            found.append(key)
        self._pins(found)

    def _pins(self, keys: Iterable[int]) -> None:
        """Learn what analysts pinned; the latest word counts."""
        latest: dict[int, tuple[str, int]] = {}
        for row in rows_where(self.connection, select(pin), pin.c.mention, keys):
            latest[row["mention"]] = max(latest.get(row["mention"], ("", 0)), (row["made"], row["company"]))
        self.pins |= {key: company for key, (_, company) in latest.items()}

    def _write_links(self, keys: Iterable[int]) -> None:
        """Write the links and events of mentions that changed."""
        changed = []
        for key in sorted(keys):
            link, name = self.links[key], self.events[key]
            if self.written[key] != (link, name):
                changed.append({"mention": key, "to": link.parent, "by": link.likeness, "of": name})
                self.written[key] = link, name
        if changed:
            statement = event_mention.update().where(event_mention.c.key == bindparam("mention"))
            values: dict[str, Any] = {"parent": bindparam("to"), "likeness": bindparam("by"), "event": bindparam("of")}
            self.connection.execute(statement.values(values), changed)

    def _write_events(self, old: Iterable[int], fresh: Mapping[int, list[Act]]) -> None:
        """Put the rows of events in the place of old ones."""
        names = {*old, *fresh}
        known = names - self.fresh
        gone = self._drop_found(known)
        delete_where(self.connection, event, event.c.key, known)
        several = [acts for acts in fresh.values() if len({act.article for act in acts}) > 1]
        pairs = copy_pairs(self.connection, {act.article for acts in several for act in acts})
        said = event_reviews(self.connection, (act.key for acts in fresh.values() for act in acts))
        rows = []
        for name in sorted(fresh):
            acts = fresh[name]
            articles = {act.article for act in acts}
            copies = (
                [pair for pair in pairs if pair[0] in articles and pair[1] in articles] if len(articles) > 1 else []
            )
            row = corrected(event_row(merged(acts, copies)), [one for act in acts for one in said.get(act.key, ())])
            rows.append(with_concerns(row))
        insert(self.connection, event, rows)
        insert(self.connection, event_facet, [facet for row in rows for facet in facet_rows(row)])
        write_ties(self.connection, rows)
        count_coverage(self.connection, gone, rows)

    def _drop_found(self, names: Iterable[int]) -> list[Mapping[str, Any]]:
        """Delete the facets and ties of events, which follow from their rows, so that no index has to find them.

        Gives the rows.
        """
        rows = list(rows_where(self.connection, select(event), event.c.key, names))
        gone = [{"f": one["facet"], "d": one["day"], "e": one["event"]} for row in rows for one in facet_rows(row)]
        if gone:
            statement = event_facet.delete().where(
                event_facet.c.facet == bindparam("f"),
                event_facet.c.day == bindparam("d"),
                event_facet.c.event == bindparam("e"),
            )
            self.connection.execute(statement, gone)
        drop_ties(self.connection, rows)
        return rows


def event_reviews(connection: Connection, keys: Iterable[int]) -> dict[int, list[Mapping[str, Any]]]:
    """The reviews of events in force, by the mention that they were made at."""
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    query = select(review).where(review.c.scope == "event", review.c.withdrawn.is_(None))
    for row in rows_where(connection, query, review.c.target, keys):
        found[row["target"]].append(row)
    return found
