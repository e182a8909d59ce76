#include "ui/panes/reconcile/deeds.h"

#include "core/base/wide_int.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace omni::ui::reconcile {

namespace {

struct Deeds {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::reconcile::Deeds)
};

const market::Instrument* instrumentOf(const views::DeskSnapshot& desk, InstrumentId id)
{
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == id) {
            return &view.instrument;
        }
    }
    return nullptr;
}

/// Of the session's cash, which is by id from 1.
QString currencyOf(const views::DeskSnapshot& desk, CurrencyId id)
{
    return id.value >= 1 && id.value <= desk.cash.size()
        ? outsideText(desk.cash[static_cast<std::size_t>(id.value - 1)].currency, 16)
        : missing();
}

QString accountOf(const views::DeskSnapshot& desk, const Formats& formats)
{
    return Deeds::tr("%1 (%2)", "account, environment").arg(Words::account(desk, formats), Words::of(desk.environment));
}

} // namespace

std::optional<Lots> closable(const views::DifferenceView& line) noexcept
{
    if (line.what.kind != events::DifferenceKind::Position) {
        return std::nullopt;
    }
    const Int128 more = line.theirs > 0 ? Int128{line.theirs} - std::max<std::int64_t>(line.ours, 0)
                                        : Int128{std::min<std::int64_t>(line.ours, 0)} - line.theirs;
    const auto lots = narrowed(more);
    return lots && *lots > 0 ? std::optional(Lots{*lots}) : std::nullopt;
}

std::vector<Deed> deedsFor(const views::DifferenceView& line, const views::DeskSnapshot& desk)
{
    std::vector<Deed> deeds;
    switch (line.what.kind) {
    case events::DifferenceKind::Position:
        deeds = {Deed::AdoptPosition};
        if (closable(line)) {
            deeds.push_back(Deed::Close);
        }
        break;
    case events::DifferenceKind::Cash:
        deeds = {Deed::AdoptAsCapital, Deed::AdoptAsResult};
        break;
    case events::DifferenceKind::OrderThereOnly:
        deeds = {Deed::CancelOther};
        break;
    case events::DifferenceKind::OrderHereOnly:
        return {Deed::AskVenue};
    }
    if (!line.isIgnored) {
        deeds.push_back(Deed::Ignore);
    }
    if (desk.mayAdoptOpening && line.what.kind != events::DifferenceKind::OrderThereOnly) {
        deeds.push_back(Deed::BeginBooks);
    }
    return deeds;
}

events::Wish wishOf(Deed deed, const views::DifferenceView& line)
{
    switch (deed) {
    case Deed::AdoptPosition:
        return events::AdoptPosition{line.what.instrument};
    case Deed::AdoptAsCapital:
        return events::AdoptCash{line.what.currency, true};
    case Deed::AdoptAsResult:
        return events::AdoptCash{line.what.currency, false};
    case Deed::Close:
        return events::CloseDifference{line.what.instrument};
    case Deed::Ignore:
        return events::IgnoreDifference{line.what, line.ours, line.theirs};
    case Deed::CancelOther:
        return events::CancelExternalOrder{line.what.instrument, line.what.venueOrderId};
    case Deed::AskVenue:
        return events::QueryOrder{line.what.order};
    case Deed::BeginBooks:
        return events::AdoptOpening{};
    }
    return events::QueryOrder{line.what.order};
}

bool isSettling(Deed deed) noexcept
{
    return deed != Deed::CancelOther && deed != Deed::AskVenue;
}

QString subjectOf(const views::DifferenceView& line, const views::DeskSnapshot& desk)
{
    switch (line.what.kind) {
    case events::DifferenceKind::Position:
        return Words::symbol(desk, line.what.instrument);
    case events::DifferenceKind::Cash:
        return currencyOf(desk, line.what.currency);
    case events::DifferenceKind::OrderHereOnly:
        return Deeds::tr("order %1 in %2").arg(line.what.order.value).arg(Words::symbol(desk, line.what.instrument));
    case events::DifferenceKind::OrderThereOnly:
        return Deeds::tr("order %1 in %2")
            .arg(outsideText(line.what.venueOrderId.view(), 40), Words::symbol(desk, line.what.instrument));
    }
    return missing();
}

QString figureOf(const views::DifferenceView& line, std::int64_t figure, const views::DeskSnapshot& desk,
                 const Formats& formats)
{
    if (line.what.kind == events::DifferenceKind::Cash) {
        return formats.money(Money{figure});
    }
    const market::Instrument* instrument = instrumentOf(desk, line.what.instrument);
    return instrument != nullptr ? formats.quantity(*instrument, Lots{figure}) : missing();
}

QString buttonOf(Deed deed)
{
    switch (deed) {
    case Deed::AdoptPosition:
        return Deeds::tr("Adopt…", "a position of the account");
    case Deed::AdoptAsCapital:
        return Deeds::tr("Adopt as paid in or out…");
    case Deed::AdoptAsResult:
        return Deeds::tr("Adopt as gain or cost…");
    case Deed::Close:
        return Deeds::tr("Close…", "what the account holds more");
    case Deed::Ignore:
        return Deeds::tr("Let it stand…");
    case Deed::CancelOther:
        return Deeds::tr("Cancel the order…", "somebody else's");
    case Deed::AskVenue:
        return Deeds::tr("Ask the venue");
    case Deed::BeginBooks:
        return Deeds::tr("Begin the books with all of it…");
    }
    return {};
}

DeedWords wordsOf(Deed deed, const views::DifferenceView& line, const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString subject = subjectOf(line, desk), account = accountOf(desk, formats);
    const QString ours = figureOf(line, line.ours, desk, formats), theirs = figureOf(line, line.theirs, desk, formats);
    DeedWords words;
    words.button = buttonOf(deed);
    words.keep = Deeds::tr("Leave it as it is");
    switch (deed) {
    case Deed::AdoptPosition:
        words.question = Deeds::tr("Take over %1 of %2 from the account %3, in place of %4 in our books?")
                             .arg(theirs, subject, account, ours);
        words.note = Deeds::tr("The books follow at the price of the moment. No order is sent.");
        words.act = Deeds::tr("Adopt the position");
        break;
    case Deed::AdoptAsCapital:
        words.question = Deeds::tr("Take over %1 %2 from the account %3 as money paid in or out, in place of %4?")
                             .arg(theirs, subject, account, ours);
        words.note = Deeds::tr("What losses are measured from moves with it. No order is sent.");
        words.act = Deeds::tr("Adopt the cash");
        break;
    case Deed::AdoptAsResult:
        words.question = Deeds::tr("Take over %1 %2 from the account %3 as a gain or a cost, in place of %4?")
                             .arg(theirs, subject, account, ours);
        words.note = Deeds::tr("It counts against the day. No order is sent.");
        words.act = Deeds::tr("Adopt the cash");
        break;
    case Deed::Close: {
        const auto lots = closable(line).value_or(Lots{});
        const QString size = figureOf(line, lots.count, desk, formats);
        words.question = (line.theirs > 0 ? Deeds::tr("Sell %1 %2 at market on the account %3?")
                                          : Deeds::tr("Buy %1 %2 at market on the account %3?"))
                             .arg(size, subject, account);
        words.note = Deeds::tr("What the account holds more than our books is taken over, then closed.");
        words.act = Deeds::tr("Send the order");
        break;
    }
    case Deed::Ignore:
        words.question = Deeds::tr("Let the difference in %1 on the account %2 stand: %3 there, %4 in our books?")
                             .arg(subject, account, theirs, ours);
        words.note = Deeds::tr("It is good for this amount alone; another one comes up again.");
        words.act = Deeds::tr("Let it stand");
        break;
    case Deed::CancelOther:
        words.question
            = Deeds::tr("Cancel somebody else's %1 on the account %2, %3 left?").arg(subject, account, theirs);
        words.note = Deeds::tr("This program did not send it. Whoever did may rely on it.");
        words.act = Deeds::tr("Cancel the order");
        words.keep = Deeds::tr("Keep the order");
        break;
    case Deed::AskVenue:
        break; // one action: it only asks
    case Deed::BeginBooks:
        words.question = Deeds::tr("Begin the books with all that the account %1 holds?").arg(account);
        words.note = Deeds::tr("Positions at the price of the moment, cash as capital. Only a profile without any "
                               "history can.");
        words.act = Deeds::tr("Begin the books");
        break;
    }
    return words;
}

} // namespace omni::ui::reconcile
