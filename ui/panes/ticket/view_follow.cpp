#include "core/desk/events/principals.h"
#include "core/desk/views/assessment.h"
#include "core/trade/risk/stops/default_stop/default_stop.h"
#include "ui/bridge/engine_link.h"
#include "ui/panes/ticket/offered.h"
#include "ui/panes/ticket/ticket_words.h"
#include "ui/panes/ticket/view.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/state_cover.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

#include <algorithm>

namespace omni::ui::ticket {

/// What the broker does not take cannot be chosen, and says so; where it is chosen, the next that is taken is.
void View::followOffers()
{
    const auto connection = m_context.engine.terminal().connection();
    const QString broker = connection != nullptr ? outsideText(connection->broker, 24) : QString();
    const auto offer = [&](QComboBox& box, auto value, QList<decltype(value)> rather) {
        using Value = decltype(value);
        auto* items = qobject_cast<QStandardItemModel*>(box.model());
        for (int i = 0; items != nullptr && i < box.count(); ++i) {
            const auto one = static_cast<Value>(box.itemData(i).toInt());
            const bool isTaken = isOffered(connection.get(), abilityFor(one));
            items->item(i)->setEnabled(isTaken);
            items->item(i)->setToolTip(
                isTaken ? QString()
                    : broker.isEmpty()
                    ? tr("This market has no extended hours.")
                    : tr("%1 takes no such order: %2", "broker, kind or time").arg(broker, box.itemText(i)));
        }
        const auto isTaken = [&](Value one) { return isOffered(connection.get(), abilityFor(one)); };
        if (!isTaken(value)) {
            const auto found = std::find_if(rather.begin(), rather.end(), isTaken);
            box.setCurrentIndex(found == rather.end() ? box.currentIndex() : box.findData(static_cast<int>(*found)));
        }
    };
    using orders::OrderKind;
    using orders::TimeInForce;
    offer(*m_kind, m_draft.kind, {OrderKind::Limit, OrderKind::Market});
    offer(*m_time, m_draft.time, {TimeInForce::GoodTillCancelled, TimeInForce::Day});
    m_takesPostOnly = isOffered(connection.get(), views::Ability::PostOnly);
    m_postOnly->setToolTip(m_takesPostOnly ? QString() : tr("%1 has no such orders.", "broker").arg(broker));
}

void View::follow()
{
    fillInstruments();
    followOffers();
    m_assessment.reset();
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (shown() != nullptr && faultsOf(m_draft, desk).empty()) {
        events::PlaceOrder order = orderOf(m_draft, desk);
        order.ticket.by = m_context.engine.self();
        m_assessment
            = std::make_shared<const views::Assessment>(views::assess(desk, order.ticket, order.stop, order.target));
    }
    followState();
    followFields();
    followEffects();
    followFooter();
}

/// A market that is halted or closed is silent for a reason, and refuses orders however new its prices are.
QString View::stillText() const
{
    const auto* known = shown();
    if (known == nullptr || known->trading == market::TradingState::Open) {
        return {};
    }
    if (known->trading == market::TradingState::ClosingOnly) {
        return tr("%1 has new increments at the venue. Only orders that reduce a position pass until the session is "
                  "started anew.")
            .arg(symbolOf(known->instrument));
    }
    return known->trading == market::TradingState::Halted
        ? tr("Trading in %1 is halted. No order can be sent until it goes on.").arg(symbolOf(known->instrument))
        : tr("The market of %1 is closed. No order can be sent until it opens.").arg(symbolOf(known->instrument));
}

void View::followState()
{
    const auto& phase = m_context.engine.phase();
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (phase.phase == runtime::Phase::Failed) {
        setState(PaneState::Error, tr("The session has failed. No order can be sent."));
    } else if (phase.phase == runtime::Phase::Starting) {
        setState(PaneState::Loading, tr("The session is starting…"));
    } else if (desk.instruments.empty()) {
        setState(PaneState::Empty, tr("No session runs, so there is nothing to trade."));
    } else if (m_context.engine.latched() != risk::KillLevel::None) {
        setState(PaneState::Blocked, tr("The kill switch is tripped. Only orders that reduce a position pass."));
    } else if (const QString still = stillText(); !still.isEmpty()) {
        setState(PaneState::Blocked, still);
    } else if (const auto* known = shown(); known != nullptr && (!known->age || *known->age > desk.limits.quoteAge)) {
        setState(PaneState::Stale,
                 known->age ? tr("Prices for %1 stopped at %2. No order can be sent until they return.")
                                  .arg(symbolOf(known->instrument), m_context.formats.time(desk.at.wall - *known->age))
                            : tr("There are no prices for %1 yet.").arg(symbolOf(known->instrument)));
    } else {
        setState(PaneState::Normal);
    }
    const bool hasData = !desk.instruments.empty();
    const auto cover = static_cast<CoverState>(state());
    if (m_cover->state() != cover || m_coverText != stateText()) {
        m_coverText = stateText();
        m_cover->setState(cover, stateText(), {}, hasData);
    }
    m_footer->setVisible(m_cover->showsContent());
}

void View::followGroup()
{
    const bool isOther = m_wanted && m_wanted != m_draft.instrument && isEdited();
    const QString letter = group() == LinkGroup::A ? QStringLiteral("A")
        : group() == LinkGroup::B                  ? QStringLiteral("B")
                                                   : QStringLiteral("C");
    showText(*m_notFollowing, isOther ? tr("Not following %1, unsaved order").arg(letter) : QString());
    m_notFollowing->setVisible(isOther);
    m_followNow->setVisible(isOther);
}

void View::followFields()
{
    followGroup();
    const auto show = [](const Field& field, bool isVisible) {
        for (QWidget* part : {static_cast<QWidget*>(field.name), field.edit, static_cast<QWidget*>(field.note)}) {
            part->setVisible(isVisible);
        }
    };
    const bool isEntry = !m_draft.reduceOnly;
    show(m_unitsField, m_draft.sizeBy == SizeBy::Units);
    show(m_amountField, m_draft.sizeBy != SizeBy::Units);
    show(m_limitField, needsLimit(m_draft.kind));
    show(m_triggerField, needsTrigger(m_draft.kind));
    show(m_trailField, needsTrail(m_draft.kind));
    show(m_stopField, isEntry);
    show(m_targetField, isEntry);
    showText(*m_amountField.name, m_draft.sizeBy == SizeBy::Equity ? tr("Per cent of equity") : tr("Loss at the stop"));
    m_amount->setAccessibleName(m_amountField.name->text());
    m_buy->setChecked(m_draft.side == Side::Buy);
    m_sell->setChecked(m_draft.side == Side::Sell);
    setButtonKind(*m_buy, m_draft.side == Side::Buy ? ButtonKind::Buy : ButtonKind::Normal);
    setButtonKind(*m_sell, m_draft.side == Side::Sell ? ButtonKind::Sell : ButtonKind::Normal);
    const bool isOpen = m_sending->stage() != Stage::Confirming && m_sending->stage() != Stage::Sending;
    for (QWidget* field :
         {static_cast<QWidget*>(m_symbol), static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_time),
          static_cast<QWidget*>(m_sizeBy), static_cast<QWidget*>(m_units), static_cast<QWidget*>(m_amount),
          static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_trigger), static_cast<QWidget*>(m_trail),
          static_cast<QWidget*>(m_stop), static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_buy),
          static_cast<QWidget*>(m_sell), static_cast<QWidget*>(m_reduceOnly)}) {
        field->setEnabled(isOpen);
    }
    m_postOnly->setEnabled(isOpen && m_draft.kind == orders::OrderKind::Limit && m_takesPostOnly);
    const auto* known = shown();
    if (known == nullptr) {
        return;
    }
    followMarket(*known);
    followSizeNote(*known);
    followPrices(*known);
}

void View::followPrices(const views::InstrumentView& shown)
{
    const auto* known = &shown;
    const auto faults = faultsOf(m_draft, m_context.engine.desk());
    const auto has = [&faults](Fault fault) { return std::find(faults.begin(), faults.end(), fault) != faults.end(); };
    // What is wrong with a price is said at its field, whatever else is missing.
    const auto faultAt = [&](const PriceEdit& edit) -> QString {
        if (!edit.text().isEmpty() && !edit.isGood()) {
            return edit.reading();
        }
        if (edit.price() && edit.price()->count <= 0) {
            return faultWords(Fault::PriceNotAboveZero);
        }
        if (&edit == m_stop && has(Fault::StopOnWrongSide)) {
            return faultWords(Fault::StopOnWrongSide);
        }
        return &edit == m_target && has(Fault::TargetOnWrongSide) ? faultWords(Fault::TargetOnWrongSide) : QString();
    };
    const auto note = [this, known, &faultAt](const Field& field, const PriceEdit& edit) {
        const QString fault = faultAt(edit);
        const bool isFaulty = !fault.isEmpty();
        const auto entry = entryOf(m_draft, *known);
        const QString way = edit.price() && entry && &edit != m_trail
            ? m_context.formats.percent(
                relativeChange(&edit == m_stop || &edit == m_target ? *entry : known->reference.value_or(*entry),
                               *edit.price()),
                2, true)
            : QString();
        showText(*field.note, isFaulty ? tr("Order not sent. %1").arg(fault) : way,
                 isFaulty ? TextRole::Danger : TextRole::Caption);
        setFaulty(*field.edit, isFaulty);
        field.edit->setAccessibleDescription(field.note->text());
    };
    if (const auto entry = entryOf(m_draft, *known)) {
        const auto usual = risk::defaultStop(m_draft.side, *entry, m_context.engine.desk().limits.hardStopDistance);
        const QString price = editable(m_context.formats.price(known->instrument, usual), m_context.formats.locale);
        m_stop->setPlaceholderText(usual ? tr("e.g. %1").arg(price) : QString());
    }
    note(m_limitField, *m_limit);
    note(m_triggerField, *m_trigger);
    note(m_trailField, *m_trail);
    note(m_stopField, *m_stop);
    note(m_targetField, *m_target);
}

void View::followMarket(const views::InstrumentView& known)
{
    const Formats& formats = m_context.formats;
    const auto price = [&](std::optional<Ticks> p) { return formats.price(known.instrument, p); };
    const bool hasQuote = known.quote && known.quote->isTwoSided();
    showText(*m_market,
             tr("Bid %1 · Ask %2 · Last %3")
                 .arg(price(hasQuote ? std::optional(known.quote->bid) : std::nullopt),
                      price(hasQuote ? std::optional(known.quote->ask) : std::nullopt), price(known.reference)),
             state() == PaneState::Stale ? TextRole::Caption : TextRole::Label);
    m_market->setWordWrap(true);
}

void View::followSizeNote(const views::InstrumentView& known)
{
    const bool isFaulty = !m_units->text().isEmpty() && !m_units->isGood();
    showText(*m_unitsField.note, isFaulty ? tr("Order not sent. %1").arg(m_units->reading()) : QString(),
             isFaulty ? TextRole::Danger : TextRole::Caption);
    setFaulty(*m_units, isFaulty);
    m_units->setAccessibleDescription(m_unitsField.note->text());
    if (m_draft.sizeBy == SizeBy::Units) {
        return;
    }
    const Sized sized = sizeOf(m_draft, m_context.engine.desk());
    const bool isBad = !m_amount->text().isEmpty() && sized.fault.has_value();
    showText(*m_amountField.note,
             sized.lots  ? tr("= %1 units").arg(m_context.formats.quantity(known.instrument, sized.lots))
                 : isBad ? amountFault().isEmpty() ? faultWords(*sized.fault) : amountFault()
                         : QString(),
             isBad ? TextRole::Danger : TextRole::Caption);
    setFaulty(*m_amount, isBad);
    m_amount->setAccessibleDescription(m_amountField.note->text());
}

void View::followEffects()
{
    const auto* known = shown();
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const Formats& formats = m_context.formats;
    const QString currency = outsideText(desk.baseCurrency, 12);
    const auto share
        = [&](std::optional<BasisPoints> part) { return part ? formats.percent(part->count / 10'000.0) : missing(); };
    if (known == nullptr || !m_assessment) {
        showText(*m_value, missing());
        showText(*m_loss, missing());
        showFees({});
        m_whatIf->setRows({});
        m_checks->setChecks({});
        return;
    }
    showText(*m_value,
             m_assessment->value
                 ? tr("%1 %2 · %3", "value, currency, share of equity")
                       .arg(formats.money(m_assessment->value), currency, share(m_assessment->valueShare))
                 : missing());
    showText(*m_loss, lossWords());
    showFees(feesText(*m_assessment, formats));
    const WordsContext words{known->instrument, currency, formats};
    m_whatIf->setRows(whatIfRows(*m_assessment, words));
    std::vector<CheckRow> checks = checkRows(*m_assessment, words);
    std::erase_if(checks, [](const CheckRow& row) { return row.verdict == Verdict::Passed; });
    m_checks->setChecks(std::move(checks));
}

QString View::lossWords() const
{
    const views::Assessment& assessment = *m_assessment;
    const Formats& formats = m_context.formats;
    if (!assessment.lossAtStop) {
        return missing();
    }
    const QString loss = formats.change(Money{-assessment.lossAtStop->e8});
    const QString share = assessment.lossShare ? formats.percent(assessment.lossShare->count / 10'000.0) : missing();
    return assessment.lossWithFees ? tr("%1 · %2, with fees %3", "loss, share of equity, loss")
                                         .arg(loss, share, formats.change(Money{-assessment.lossWithFees->e8}))
                                   : tr("%1 · %2", "loss, share of equity").arg(loss, share);
}

/// Empty: there is no order yet.
void View::showFees(const QString& fees)
{
    const bool isKnown = !fees.isEmpty() && fees != missing();
    showText(*m_fees, isKnown ? fees : missing());
    m_fees->setToolTip(isKnown              ? tr("What the venue charges. Slippage is not in it.")
                           : fees.isEmpty() ? tr("Of an order that is whole.")
                                            : tr("The venue's fees are not known before the fill."));
    m_fees->setAccessibleDescription(m_fees->toolTip());
}

/// Of the share of equity or the risk amount: why it is no number. Empty while nothing is typed.
QString View::amountFault() const
{
    return m_amount->text().trimmed().isEmpty()
        ? QString()
        : m_context.formats.told(typedFault(m_amount->text(), m_context.formats.locale));
}

QString View::firstFault() const
{
    for (const DecimalEdit* edit :
         {static_cast<DecimalEdit*>(m_units), static_cast<DecimalEdit*>(m_limit), static_cast<DecimalEdit*>(m_trigger),
          static_cast<DecimalEdit*>(m_trail), static_cast<DecimalEdit*>(m_stop), static_cast<DecimalEdit*>(m_target)}) {
        if (edit->isVisibleTo(this) && !edit->text().isEmpty() && !edit->isGood()) {
            return edit->reading();
        }
    }
    if (m_draft.sizeBy != SizeBy::Units && !amountFault().isEmpty()) {
        return amountFault();
    }
    const auto faults = faultsOf(m_draft, m_context.engine.desk());
    if (!faults.empty()) {
        return faultWords(faults.front());
    }
    const auto* known = shown();
    if (m_assessment && m_assessment->refusal && known != nullptr) {
        return outsideText(Words::finding(*m_assessment->refusal, &known->instrument,
                                          outsideText(m_context.engine.desk().baseCurrency, 12), m_context.formats),
                           400);
    }
    return {};
}

QString View::refusedWords() const
{
    if (m_sending->denial()) {
        return Words::denial(*m_sending->denial());
    }
    const auto* known = m_context.engine.instrument(m_sending->asked().ticket.instrument);
    if (m_sending->refusal()) {
        return outsideText(Words::refusal(*m_sending->refusal(), known != nullptr ? &known->instrument : nullptr,
                                          outsideText(m_context.engine.desk().baseCurrency, 12), m_context.formats),
                           400);
    }
    return m_context.engine.wasRefusedAtSeat() ? Words::refusedAtSeat()
                                               : tr("Order not sent: no session takes orders now.");
}

QString View::outcome() const
{
    const auto* known = m_context.engine.instrument(m_sending->asked().ticket.instrument);
    switch (m_sending->stage()) {
    case Stage::Editing:
    case Stage::Confirming:
        return {};
    case Stage::Sending:
        return tr("Checking and sending…");
    case Stage::Refused:
        return refusedWords();
    case Stage::Sent:
        break;
    }
    if (m_sending->isExit()) {
        return tr("Orders in the way are cancelled, then the position is closed.");
    }
    const auto& order = m_sending->order();
    if (!order || known == nullptr) {
        return tr("Sent.");
    }
    const Duration waited = m_context.engine.desk().at.wall - order->lastChange;
    const OrderStateWord word
        = Words::orderState(*order, &known->instrument, waited.ns > 0 ? waited : Duration{}, m_context.formats);
    return tr("%1. Order %2: %3", "order, number, state")
        .arg(headlineOf(order->ticket, known->instrument, m_context.formats), QString::number(order->ticket.id.value),
             word.text);
}

QString View::said() const
{
    return m_said->text();
}

void View::followFooter()
{
    const Stage stage = m_sending->stage();
    const bool isAsked = stage == Stage::Confirming;
    const QString fault = firstFault();
    const QString past = outcome();
    const bool isFirst = !isEdited();
    showText(*m_said,
             !past.isEmpty() ? past
                 : isFirst   ? QString()
                             : fault,
             stage == Stage::Refused || (past.isEmpty() && !fault.isEmpty()) ? TextRole::Danger : TextRole::Label);
    m_said->setVisible(!m_said->text().isEmpty() && !isAsked);
    m_question->setVisible(isAsked);
    m_clear->setVisible(!isAsked);
    m_ask->setVisible(!isAsked);
    m_ask->setMissing(stage == Stage::Sending ? QStringList(tr("the answer to the last order"))
                          : fault.isEmpty()   ? QStringList()
                                              : QStringList(fault));
    const auto* known = shown();
    if (!isAsked || known == nullptr) {
        return;
    }
    const views::DeskSnapshot& desk = m_context.engine.desk();
    showText(*m_sentence, confirmSentence(m_sending->asked(), *known, desk, m_context.formats));
    QStringList doubts;
    for (const Doubt doubt : doubtsOf(m_sending->asked(), *known, m_usual)) {
        doubts << doubtWords(doubt, m_sending->asked(), *known, m_usual, m_context.formats);
    }
    showText(*m_doubts, doubts.join(u'\n'));
    m_doubts->setVisible(!doubts.isEmpty());
    m_send->setWords(sendWords(desk.environment));
    m_send->setMeaning(m_sentence->text());
    m_send->setMissing(fault.isEmpty() ? QStringList() : QStringList(fault));
}

} // namespace omni::ui::ticket
