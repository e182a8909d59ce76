#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/told_words.h"
#include "ui/widgets/words.h"

#include <variant>

namespace omni::ui {

namespace {

using Line = std::optional<QString>;

const market::Instrument* instrumentOf(const views::DeskSnapshot& desk, InstrumentId id)
{
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == id) {
            return &view.instrument;
        }
    }
    return nullptr;
}

/// One line for each kind of event and fact that a person would look for.
class Lines
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Words)

public:
    Lines(const views::DeskSnapshot& desk, const Formats& formats)
        : m_desk(desk)
        , m_formats(formats)
    {
    }

    // --- events --------------------------------------------------------------------------------------------------
    Line operator()(const orders::Fill& fill) const
    {
        return tr("Filled: %1 %2 %3 at %4, order %5", "side, quantity, symbol, price, number")
            .arg(Words::of(fill.side), lots(fill.instrument, fill.size), symbol(fill.instrument),
                 price(fill.instrument, fill.price), number(fill.order.value));
    }
    Line operator()(const events::OrderReport& report) const
    {
        return report.text.empty()
            ? tr("Order %1: %2", "number, the venue's word").arg(number(report.order.value), toldWords(report.kind))
            : tr("Order %1: %2, “%3”", "number, the venue's word, its reason")
                  .arg(number(report.order.value), toldWords(report.kind),
                       m_formats.told(toldWords(report.text.view())));
    }
    Line operator()(const events::SessionStarted& started) const
    {
        return tr("Session %1 started: %2", "number, environment")
            .arg(number(started.boot), Words::of(started.environment));
    }
    Line operator()(const events::SessionEnded& ended) const
    {
        return ended.byPerson ? tr("Session ended by a person") : tr("Session ended");
    }
    Line operator()(const events::InstrumentDefined& defined) const
    {
        return tr("Instrument %1, version %2")
            .arg(outsideText(defined.instrument.name(), 100), number(defined.instrument.version));
    }
    Line operator()(const events::CashMoved& moved) const
    {
        return tr("Cash moved: %1 %2", "amount, note")
            .arg(m_formats.change(moved.amount), m_formats.own(outsideText(moved.note.view())));
    }
    Line operator()(const events::FillBusted& busted) const
    {
        return tr("The venue took back a fill in %1").arg(symbol(busted.instrument));
    }
    Line operator()(const events::FillCorrected& corrected) const
    {
        return tr("The venue corrected a fill in %1").arg(symbol(corrected.instrument));
    }
    Line operator()(const events::ExternalOrderReported& order) const
    {
        return order.isOpen ? tr("Somebody else's order in %1: %2", "symbol, size")
                                  .arg(symbol(order.instrument), lots(order.instrument, order.left))
                            : tr("Somebody else's order in %1 has ended").arg(symbol(order.instrument));
    }
    Line operator()(const events::Reconciled&) const
    {
        return tr("Account compared with the venue");
    }
    Line operator()(const events::LinkChanged& link) const
    {
        if (link.kind == events::LinkKind::MarketData) {
            return link.up ? tr("Market data connected") : tr("Market data lost");
        }
        return link.up ? tr("Order link connected") : tr("Order link lost");
    }
    Line operator()(const events::KillLatched& kill) const
    {
        return tr("Kill switch: %1, %2", "scope, level").arg(Words::scope(m_desk, kill.scope), Words::of(kill.level));
    }
    Line operator()(const events::TroubleFound& trouble) const
    {
        return tr("Trouble: %1").arg(m_formats.told(outsideText(trouble.text.view())));
    }
    Line operator()(const events::PeopleVouched&) const
    {
        return tr("Rights of people taken over from the accounts");
    }
    Line operator()(const events::LiveVouched& vouched) const
    {
        return vouched.isGranted ? tr("Trading with real money may be armed") : tr("Trading with real money has ended");
    }
    Line operator()(const events::SplitHappened& split) const
    {
        return tr("Split in %1: %2 for %3")
            .arg(symbol(split.instrument), number(split.numerator), number(split.denominator));
    }
    // Market data, timers and commands have no line: what became of a command has.
    Line operator()(const market::Tick&) const
    {
        return {};
    }
    Line operator()(const events::Command&) const
    {
        return {};
    }
    Line operator()(const events::TimerFired&) const
    {
        return {};
    }
    Line operator()(const events::CurrencyDefined&) const
    {
        return {};
    }
    Line operator()(const events::RateGiven&) const
    {
        return {};
    }
    Line operator()(const events::CashReported&) const
    {
        return {};
    }
    Line operator()(const events::PositionReported&) const
    {
        return {};
    }
    Line operator()(const events::ComputeDone&) const
    {
        return {};
    }
    Line operator()(const events::BarsGiven&) const
    {
        return {};
    }

    // --- facts ---------------------------------------------------------------------------------------------------
    Line operator()(const events::ProposalMade& made) const
    {
        return tr("Proposal %1: %2", "number, order").arg(proposalName(made.proposal.id), order(made.ticket));
    }
    Line operator()(const events::ProposalClosed& closed) const
    {
        return tr("Proposal %1: %2, %3", "number, what became of it, why")
            .arg(proposalName(closed.proposal), Words::of(closed.how), Words::of(closed.cause));
    }
    Line operator()(const events::ProposalDrifted& drifted) const
    {
        return tr("Proposal %1 waits again: the price moved too far").arg(proposalName(drifted.proposal));
    }
    Line operator()(const events::ProposalSnoozed& snoozed) const
    {
        return tr("Proposal %1 snoozed").arg(proposalName(snoozed.proposal));
    }
    Line operator()(const events::ApprovalGranted& granted) const
    {
        return granted.automatic
            ? tr("Proposal %1 approved within the strategy's budget").arg(proposalName(granted.proposal))
            : tr("Proposal %1 approved by %2")
                  .arg(proposalName(granted.proposal), Words::principal(m_desk, granted.by));
    }
    Line operator()(const events::OrderPlanned& planned) const
    {
        return tr("Order %1: %2", "number, order").arg(number(planned.ticket.id.value), order(planned.ticket));
    }
    Line operator()(const events::OrderRefused& refused) const
    {
        const QString currency = QString::fromStdString(m_desk.baseCurrency);
        const market::Instrument* instrument = instrumentOf(m_desk, refused.ticket.instrument);
        return refused.preview ? Words::finding(refused.refusal, instrument, currency, m_formats)
                               : Words::refusal(refused.refusal, instrument, currency, m_formats);
    }
    Line operator()(const events::CancelAsked& asked) const
    {
        return tr("Order %1: cancel asked, %2", "number, why").arg(number(asked.order.value), Words::of(asked.cause));
    }
    Line operator()(const events::ReplaceAsked& asked) const
    {
        return tr("Order %1: change asked, %2", "number, why").arg(number(asked.order.value), Words::of(asked.cause));
    }
    Line operator()(const events::QueryAsked& asked) const
    {
        return tr("Order %1: asking the venue").arg(number(asked.order.value));
    }
    Line operator()(const events::ExitWanted& wanted) const
    {
        return tr("Position in %1 is to be closed, %2", "symbol, why")
            .arg(symbol(wanted.instrument), Words::of(wanted.cause));
    }
    Line operator()(const events::ExitDone& done) const
    {
        return tr("Position in %1 is closed").arg(symbol(done.instrument));
    }
    Line operator()(const events::PartialExitWanted& wanted) const
    {
        return tr("%1 of the position in %2 are to be closed: its legs are made smaller first", "quantity, symbol")
            .arg(lots(wanted.instrument, wanted.lots), symbol(wanted.instrument));
    }
    Line operator()(const events::PartialExitDone& done) const
    {
        return tr("Closing a part of the position in %1 has ended").arg(symbol(done.instrument));
    }
    Line operator()(const events::ModeChanged& changed) const
    {
        return tr("Mode: %1, %2", "mode, why").arg(Words::of(changed.mode), Words::of(changed.cause));
    }
    Line operator()(const events::Latched& latched) const
    {
        return tr("Kill switch: %1, %2, %3", "scope, level, why")
            .arg(Words::scope(m_desk, latched.scope), Words::of(latched.level), Words::of(latched.cause));
    }
    Line operator()(const events::LatchCleared& cleared) const
    {
        return tr("Kill switch reset: %1 by %2, “%3”", "scope, who, reason")
            .arg(Words::scope(m_desk, cleared.scope), Words::principal(m_desk, cleared.by),
                 m_formats.own(outsideText(cleared.reason.view())));
    }
    Line operator()(const events::BreakerTripped& tripped) const
    {
        return Words::breaker(tripped, m_desk, m_formats);
    }
    Line operator()(const events::BreakerCleared& cleared) const
    {
        return tr("Breaker cleared: %1 by %2, “%3”", "which, who, reason")
            .arg(Words::of(cleared.breaker), Words::principal(m_desk, cleared.by),
                 m_formats.own(outsideText(cleared.reason.view())));
    }
    Line operator()(const events::AutonomyGranted& granted) const
    {
        return tr("%1 may trade without asking, within its budget")
            .arg(Words::strategy(m_desk, granted.grant.strategy));
    }
    Line operator()(const events::AutonomyEnded& ended) const
    {
        return tr("%1 asks again, %2", "strategy, why")
            .arg(Words::strategy(m_desk, ended.strategy), Words::of(ended.cause));
    }
    Line operator()(const events::StrategySwitched& switched) const
    {
        return switched.on ? tr("%1 switched on, %2", "strategy, why")
                                 .arg(Words::strategy(m_desk, switched.strategy), Words::of(switched.cause))
                           : tr("%1 paused, %2", "strategy, why")
                                 .arg(Words::strategy(m_desk, switched.strategy), Words::of(switched.cause));
    }
    Line operator()(const events::LimitsChanged& changed) const
    {
        return tr("Limits changed by %1").arg(Words::principal(m_desk, changed.by));
    }
    Line operator()(const events::DayOpened& opened) const
    {
        return tr("Trading day begins with an equity of %1").arg(m_formats.money(opened.equity));
    }
    Line operator()(const events::CommandDenied& denied) const
    {
        return Words::denial(denied.why);
    }
    Line operator()(const events::NoteAdded& added) const
    {
        return tr("Note: %1").arg(m_formats.own(outsideText(added.note.text.view())));
    }
    Line operator()(const events::PositionAdopted& adopted) const
    {
        return tr("Position in %1 taken over from the account: %2 → %3")
            .arg(symbol(adopted.instrument), lots(adopted.instrument, adopted.from),
                 lots(adopted.instrument, adopted.to));
    }
    Line operator()(const events::CashAdopted& adopted) const
    {
        return tr("Cash taken over from the account: %1 → %2")
            .arg(m_formats.money(adopted.from), m_formats.money(adopted.to));
    }
    Line operator()(const events::DifferenceIgnored& seen) const
    {
        return tr("A difference to the account is let stand: %1").arg(m_formats.own(outsideText(seen.reason.view())));
    }
    Line operator()(const events::ExternalCancelAsked& asked) const
    {
        return tr("Somebody else's order in %1 is to end").arg(symbol(asked.instrument));
    }
    Line operator()(const events::UnknownSettled& settled) const
    {
        return settled.exists ? tr("Order %1 settled by a person: it exists").arg(number(settled.order.value))
                              : tr("Order %1 settled by a person: it does not exist").arg(number(settled.order.value));
    }
    Line operator()(const events::AlertRaised& alert) const
    {
        return Words::alert(alert, m_desk, m_formats);
    }
    Line operator()(const events::SecondGiven& given) const
    {
        return tr("Done by two: %1 asked, %2 agreed", "persons")
            .arg(Words::principal(m_desk, given.first), Words::principal(m_desk, given.by));
    }
    // What only moves figures that are shown elsewhere.
    Line operator()(const events::SecondAsked&) const
    {
        return {}; // its alert is a line of its own
    }
    Line operator()(const events::LegDoubted&) const
    {
        return {}; // the question to the venue is a line of its own
    }
    Line operator()(const events::OrderReleased&) const
    {
        return {};
    }
    Line operator()(const events::PartialExitSent&) const
    {
        return {};
    }
    Line operator()(const events::PeakReached&) const
    {
        return {};
    }
    Line operator()(const events::DrawdownDeepened&) const
    {
        return {};
    }

private:
    [[nodiscard]] QString symbol(InstrumentId id) const
    {
        return Words::symbol(m_desk, id);
    }
    [[nodiscard]] static QString number(std::uint64_t value)
    {
        return QString::number(value);
    }
    [[nodiscard]] static QString number(std::int32_t value)
    {
        return QString::number(value);
    }
    [[nodiscard]] static QString number(std::uint32_t value)
    {
        return QString::number(value);
    }
    [[nodiscard]] QString lots(InstrumentId id, Lots count) const
    {
        const market::Instrument* instrument = instrumentOf(m_desk, id);
        return instrument != nullptr ? m_formats.quantity(*instrument, count) : m_formats.lots(count);
    }
    [[nodiscard]] QString price(InstrumentId id, Ticks count) const
    {
        const market::Instrument* instrument = instrumentOf(m_desk, id);
        return instrument != nullptr ? m_formats.price(*instrument, count) : QString::number(count.count);
    }
    [[nodiscard]] QString order(const orders::OrderTicket& ticket) const
    {
        return Words::order(ticket, instrumentOf(m_desk, ticket.instrument), m_formats);
    }

    const views::DeskSnapshot& m_desk;
    const Formats& m_formats;
};

} // namespace

std::optional<QString> Words::line(const events::Event& event, const views::DeskSnapshot& desk, const Formats& formats)
{
    return std::visit(Lines(desk, formats), event);
}

std::optional<QString> Words::line(const events::Fact& fact, const views::DeskSnapshot& desk, const Formats& formats)
{
    return std::visit(Lines(desk, formats), fact);
}

} // namespace omni::ui
