"""From what is counted to what is shown: by the agent's schools, with names for who must know them."""

from datetime import date, datetime, timedelta

from functions.domain.agents.staff import Role, Scope
from functions.domain.families.child_names import told_apart
from functions.domain.kitchen.meal_causes import MealCauses
from functions.domain.kitchen.meal_month import Extras, MealMonth
from functions.domain.kitchen.meals import Lines, MealLine, to_cook
from functions.domain.kitchen.orders import MealOrder, SentOrders, is_alarming
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.reglement.reglement import Reglement
from functions.french.kitchen.causes import booked_said, since_order_said
from functions.french.kitchen.menus import changes, menu_name, waste
from functions.french.kitchen.orders import after_title, last_call_sentence, order_sentence
from functions.french.reglement.closures import closed_sentence
from functions.french.today.sentences import day_title
from functions.french.words.schools import school_name as named
from functions.usecases.kitchen.read_kitchen import KitchenDay
from functions.usecases.kitchen.write_meals import MealsOfSchool
from functions.web.kitchen.types import (
    ExtrasShown,
    KitchenDayShown,
    MealCount,
    MealName,
    OrderSettingsShown,
    OrderShown,
)

ONE_DAY = timedelta(1)
AHEAD = timedelta(8)
"""Who looks after children knows whose meal is another one on the days that she prepares, and of no other day."""


class Shown:
    """`roles`: what the agent holds; `scope`: where."""

    def __init__(self, reglement: Reglement, scope: Scope, roles: tuple[Role, ...], now: datetime) -> None:
        self._reglement, self._scope, self._roles, self._now = reglement, scope, roles, now
        self._today = reglement.day_of(now)
        self._schools = reglement.school_names

    def day(self, read: KitchenDay, own: OrderSettings) -> KitchenDayShown:
        lines, ordered = self._within(read.count.lines), self._within(read.ordered)
        service, orders = read.service, read.orders
        served = [meals for school, meals in read.served.items() if self._takes(school)]
        meals = to_cook(lines)
        planned = to_cook(ordered) if orders else meals
        return KitchenDayShown(
            service=service.code,
            service_name=service.name,
            date=read.day,
            title=day_title(read.day),
            closed=None if read.closed is None else closed_sentence(read.closed),
            remarks=[
                f"{self._school(code)} : {closed_sentence(reason)}"
                for code, reason in read.closed_schools.items()
                if self._takes(code)
            ],
            closes_at=read.closes_at,
            last_call=read.last_call,
            last_call_sentence=last_call_sentence(
                read.last_call, own, now=self._now.astimezone(self._reglement.clock), today=self._today
            )
            if orders
            else "",
            order=orders[-1].number if orders else None,
            state=order_sentence(
                orders,
                read.sent,
                read.closes_at,
                now=self._now,
                today=self._today,
                clock=self._reglement.clock,
            ),
            alarm=any(is_late(each, read.last_call, self._now) for each in read.sent),
            counts=self._counts(lines, ordered, has_order=bool(orders)),
            meals=meals,
            causes=self.causes(read),
            baskets=sum(line.meals for line in lines if line.basket),
            orders=[self._order(order, read.sent) for order in orders],
            after=(after := changes(self._within(read.after), self._schools)),
            after_title=after_title(
                None if read.leaves_by is None else read.leaves_by.astimezone(self._reglement.clock),
                own,
                today=self._today,
            )
            if after
            else "",
            names=self._names(read) if self._may_know(read.day) else [],
            extras=self._extras(read),
            served=sum(served) if served else None,
            ordered=to_cook(ordered) if orders else None,
            waste=waste(planned, sum(served)) if served else "",
        )

    def causes(self, read: KitchenDay) -> list[str]:
        """In sentences, of the agent's schools."""
        of_schools = (each for school, each in read.causes.items() if self._takes(school))
        causes = sum(of_schools, MealCauses())
        lines, ordered = self._within(read.count.lines), self._within(read.ordered)
        said = [booked_said(causes, adults=sum(line.adults for line in lines))]
        if read.orders:
            of_children = sum(line.under6 + line.from6 for line in ordered if not line.basket)
            others = causes.to_cook - of_children - causes.known_since
            adults = sum(line.adults for line in lines) - sum(line.adults for line in ordered)
            said.append(since_order_said(to_cook(ordered), causes, others=others, adults=adults))
        return [sentence for sentence in said if sentence]

    def _takes(self, school: str) -> bool:
        return self._scope.takes_school(school or None)

    def _within(self, lines: Lines) -> Lines:
        return tuple(line for line in lines if self._takes(line.school))

    def _counts(self, lines: Lines, ordered: Lines, *, has_order: bool) -> list[MealCount]:
        known = {(line.school, line.menu, line.basket): line for line in ordered}
        empty = [MealLine(*place) for place in known]
        counted = {(line.school, line.menu, line.basket): line for line in (*empty, *lines)}
        names = list(self._schools)
        order = sorted(
            counted.values(),
            key=lambda line: (
                names.index(line.school) if line.school in names else len(names),
                line.basket,
                line.menu != "",
                line.menu,
            ),
        )
        return [
            MealCount(
                line.school,
                self._school(line.school),
                line.menu,
                menu_name(line.menu, basket=line.basket),
                line.basket,
                line.under6,
                line.from6,
                line.adults,
                _meals(known.get((line.school, line.menu, line.basket))) if has_order else None,
            )
            for line in order
        ]

    def _school(self, code: str) -> str:
        return school_name(self._reglement, code)

    def _order(self, order: MealOrder, sent: tuple[SentOrders, ...]) -> OrderShown:
        lines = self._within(order.lines)
        mail = next((each for each in sent if each.id == order.sent), None)
        return OrderShown(
            order.number,
            order.at.astimezone(self._reglement.clock),
            to_cook(lines),
            changes(lines, self._schools) if order.number > 1 else [],
            None
            if mail is None or mail.acknowledged_at is None
            else mail.acknowledged_at.astimezone(self._reglement.clock),
            "" if mail is None or not mail.email else mail.caterer or mail.email,
            order.sent,
            None
            if mail is None or mail.sent_again_at is None
            else mail.sent_again_at.astimezone(self._reglement.clock),
        )

    def _may_know(self, day: date) -> bool:
        near = -ONE_DAY <= day - self._today <= AHEAD
        return bool({Role.SECRETARY, Role.KITCHEN} & set(self._roles)) or (
            Role.CHILDCARE in self._roles and near
        )

    def _names(self, read: KitchenDay) -> list[MealName]:
        apart = [(each.child, each) for each in read.count.apart]
        listed = [*apart, *((child, None) for child in read.count.unknown)]
        names = told_apart(child for child, _ in listed)
        return sorted(
            (
                MealName(
                    child.id,
                    names[child.id],
                    self._school(child.school or ""),
                    child.school_class,
                    "" if known is None else menu_name(known.meal.menu, basket=known.meal.basket),
                    known is not None and known.pai,
                    known is not None and known.allergy,
                    known is not None and known.meal.basket,
                    known is None,
                )
                for child, known in listed
                if self._scope.takes_school(child.school)
            ),
            key=lambda one: (one.school, one.school_class or "", one.name.casefold()),
        )

    def _extras(self, read: KitchenDay) -> list[ExtrasShown]:
        taken = [code for code in self._schools if read.service.welcomes(code)] or [""]
        written = [code for code in (*read.extras, *read.served) if code not in taken]
        return [
            ExtrasShown(
                code,
                self._school(code),
                read.extras[code].adults if code in read.extras else 0,
                read.extras[code].note if code in read.extras else "",
                read.served.get(code),
            )
            for code in dict.fromkeys([*taken, *written])
            if self._takes(code)
        ]


def of_school(reglement: Reglement, month: MealMonth, where: MealsOfSchool) -> ExtrasShown:
    """What is written of one school and day."""
    extras = month.extras.get(where.day.day, {}).get(where.school, Extras())
    served = month.served.get(where.day.day, {}).get(where.school)
    name = school_name(reglement, where.school)
    return ExtrasShown(where.school, name, extras.adults, extras.note, served)


def settings_shown(reglement: Reglement, service: str, own: OrderSettings) -> OrderSettingsShown:
    return OrderSettingsShown(
        service,
        reglement.name_of(service),
        own.caterer,
        own.email,
        own.days_before,
        None if own.at is None else f"{own.at:%H:%M}",
        f"{own.last_call:%H:%M}",
        own.phone,
    )


def school_name(reglement: Reglement, code: str) -> str:
    """Empty in a town that names no school."""
    if code:
        return named(reglement.school_names, code)
    return "Sans école" if reglement.school_names else ""


def is_late(sent: SentOrders, last_call: datetime, now: datetime) -> bool:
    """Also once the town hall was told."""
    return sent.waits and (sent.alarmed_at is not None or is_alarming(sent, last_call, now))


def _meals(line: MealLine | None) -> int:
    return 0 if line is None else line.meals
