#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/charts/mini_chart.h"
#include "ui/dialogs/review/columns.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/drift_guard.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/section_head.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace omni::ui::review {

namespace {

/// Of its strategy's bars, so that one sees what it saw; else minutes.
views::SeriesKey seriesOf(const views::DeskSnapshot& desk, const strategy::Proposal& proposal)
{
    views::SeriesKey key{proposal.instrument, minutes(1)};
    const auto interval = intervalOf(specOf(desk, proposal.strategy));
    if (interval && interval->ns >= seconds(1).ns && interval->ns % seconds(1).ns == 0) {
        key.interval = *interval;
    }
    return key;
}

} // namespace

OrderColumn::OrderColumn(const ColumnContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_size(new SizeEdit(context.formats, tr("Quantity"), this))
    , m_limit(new PriceEdit(context.formats, tr("Limit price"), this))
    , m_stop(new PriceEdit(context.formats, tr("Stop loss"), this))
    , m_target(new PriceEdit(context.formats, tr("Target"), this))
    , m_time(plainLabel({}, TextRole::Value))
    , m_exit(plainLabel({}, TextRole::Value))
{
    const Theme& theme = context.theme;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(10));
    grid->setVerticalSpacing(theme.px(2));
    m_sizeField = addField(*grid, 0, 0, tr("Quantity"), m_size);
    m_limitField = addField(*grid, 0, 1, tr("Limit price"), m_limit);
    m_stopField = addField(*grid, 1, 0, tr("Stop loss"), m_stop);
    m_targetField = addField(*grid, 1, 1, tr("Target"), m_target);
    grid->addWidget(plainLabel(tr("Time in force"), TextRole::Caption), 6, 0);
    grid->addWidget(m_time, 7, 0);
    grid->addWidget(plainLabel(tr("Exit after"), TextRole::Caption), 6, 1);
    grid->addWidget(m_exit, 7, 1);
    m_time->setAccessibleName(tr("Time in force"));
    m_exit->setAccessibleName(tr("Exit after"));
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14));
    column->setSpacing(theme.px(8));
    column->addWidget(new SectionHead(theme, tr("Order")));
    column->addLayout(grid);
    addAmend(*column);
    column->addWidget(ruler());
    addMarket(*column);
    addDrift(*column);
    column->addStretch();
}

OrderColumn::~OrderColumn()
{
    watch({});
}

OrderColumn::Field OrderColumn::addField(QGridLayout& grid, int row, int column, const QString& name, DecimalEdit* edit)
{
    Field field;
    field.edit = edit;
    field.name = plainLabel(name, TextRole::Caption);
    field.note = plainLabel({}, TextRole::Caption);
    field.note->setWordWrap(true);
    field.name->setBuddy(edit);
    edit->setReadOnly(true);
    grid.addWidget(field.name, 3 * row, column);
    grid.addWidget(edit, 3 * row + 1, column);
    grid.addWidget(field.note, 3 * row + 2, column);
    connect(edit, &DecimalEdit::readingChanged, this, [this] {
        followNotes();
        emit edited();
    });
    return field;
}

void OrderColumn::addAmend(QVBoxLayout& column)
{
    const Theme& theme = m_context.theme;
    m_amend = new DecisionButton(theme, DecisionButton::Kind::Plain, tr("E"));
    m_amend->setWords(tr("Amend fields"));
    m_amend->setMeaning(tr("Opens the fields. Every check runs again."));
    m_amend->setFocusPolicy(Qt::NoFocus); // the one at the foot has the keyboard's place
    auto* note = plainLabel(tr("Amending re-runs every check and restarts the review."), TextRole::Caption);
    note->setWordWrap(true);
    m_amendRow = new QWidget;
    auto* row = new QHBoxLayout(m_amendRow);
    row->setContentsMargins({});
    row->setSpacing(theme.px(8));
    row->addWidget(m_amend);
    row->addWidget(note, 1);
    column.addWidget(m_amendRow);
    connect(m_amend, &DecisionButton::acted, this, &OrderColumn::amendAsked);
}

void OrderColumn::addMarket(QVBoxLayout& column)
{
    m_marketHead = new SectionHead(m_context.theme, tr("Market"));
    m_chart = new MiniChart(m_context.theme, m_context.formats);
    m_chart->setMinimumHeight(m_context.theme.px(180));
    column.addWidget(m_marketHead);
    column.addWidget(m_chart, 1);
}

void OrderColumn::addDrift(QVBoxLayout& column)
{
    m_driftHead = new SectionHead(m_context.theme, tr("Price drift guard"));
    m_drift = new DriftGuard(m_context.theme);
    m_driftNote = plainLabel(tr("Outside the band nothing can be approved."), TextRole::Caption);
    m_driftNote->setWordWrap(true);
    column.addWidget(m_driftHead);
    column.addWidget(m_drift);
    column.addWidget(m_driftNote);
}

void OrderColumn::follow()
{
    const auto* shown = m_context.model.instrument();
    if (shown == nullptr) {
        return;
    }
    const bool isOpen = m_context.model.step() == Step::Amending;
    const ProposalId id = m_context.model.view().made.proposal.id;
    if (id != m_filled || isOpen != m_isOpen) {
        m_filled = id;
        m_isOpen = isOpen;
        fill();
    }
    const Step step = m_context.model.step();
    m_amendRow->setVisible(step == Step::Reviewing || step == Step::Drifted);
    followNotes();
    followMarket();
    followDrift();
}

void OrderColumn::fill()
{
    const market::Instrument& instrument = m_context.model.instrument()->instrument;
    const events::ProposalMade& made = m_context.model.view().made;
    for (DecimalEdit* edit : {static_cast<DecimalEdit*>(m_size), static_cast<DecimalEdit*>(m_limit),
                              static_cast<DecimalEdit*>(m_stop), static_cast<DecimalEdit*>(m_target)}) {
        edit->setInstrument(instrument);
        edit->setReadOnly(!m_isOpen);
        edit->setPlaceholderText(missing());
    }
    m_size->setSize(made.ticket.notional ? std::nullopt : std::optional(made.ticket.size));
    m_size->setReadOnly(!m_isOpen || made.ticket.notional.has_value());
    m_limit->setPlaceholderText(tr("at market"));
    m_limit->setPrice(made.ticket.limit);
    m_stop->setPrice(made.stop);
    m_target->setPrice(made.target);
    showText(*m_time, timeInForceWord(made.ticket.timeInForce));
    const int days = m_context.engine.desk().limits.timeExitDays;
    showText(*m_exit, days > 0 ? tr("%n trading day(s)", nullptr, days) : tr("no time limit"));
    watch(seriesOf(m_context.engine.desk(), made.proposal));
    m_chart->setInstrument(instrument);
}

QString OrderColumn::noteOf(const Field& field, const QString& was, bool isChanged, const QString& plain) const
{
    if (m_isOpen && !field.edit->text().isEmpty() && !field.edit->isGood()) {
        return field.edit->reading();
    }
    if (m_isOpen && isChanged && field.edit->isModified()) {
        return tr("%1, was %2", "how what was typed is read, what it was").arg(field.edit->reading(), was);
    }
    return isChanged ? tr("was %1").arg(was) : plain;
}

void OrderColumn::followNotes()
{
    const auto* shown = m_context.model.instrument();
    if (shown == nullptr || !m_filled) {
        return;
    }
    const market::Instrument& instrument = shown->instrument;
    const Formats& formats = m_context.formats;
    const events::ProposalMade& made = m_context.model.view().made;
    // While fields are open, against what is on the desk; afterwards, against what the strategy had proposed.
    const events::ProposalMade& before = m_isOpen ? made : m_context.model.original().value_or(made);
    const Ticks entry = m_limit->price().value_or(made.proposal.reference);
    const auto price = [&](std::optional<Ticks> p) { return formats.price(instrument, p); };
    const auto way
        = [&](std::optional<Ticks> p) { return p ? formats.percent(relativeChange(entry, *p), 2, true) : QString(); };
    const auto show = [&](const Field& field, const QString& was, bool isChanged, const QString& plain) {
        const bool isFaulty = m_isOpen && !field.edit->text().isEmpty() && !field.edit->isGood();
        showText(*field.note, noteOf(field, was, isChanged, plain),
                 isFaulty        ? TextRole::Danger
                     : isChanged ? TextRole::Warn
                                 : TextRole::Caption);
        setFaulty(*field.edit, isFaulty);
        field.edit->setAccessibleDescription(field.note->text());
    };
    const bool isByValue = made.ticket.notional.has_value();
    show(m_sizeField, formats.quantity(instrument, before.ticket.size),
         !isByValue && m_size->size() && *m_size->size() != before.ticket.size,
         isByValue ? tr("as much as %1 %2 buys")
                         .arg(formats.money(made.ticket.notional), outsideText(instrument.quoteCurrency, 12))
                   : QString());
    show(m_limitField, price(before.ticket.limit), m_limit->price() != before.ticket.limit && m_limit->price(),
         QString());
    show(m_stopField, price(before.stop), m_stop->price() != before.stop && m_stop->price(), way(m_stop->price()));
    show(m_targetField, price(before.target), m_target->price() != before.target && m_target->price(),
         way(m_target->price()));
}

void OrderColumn::followMarket()
{
    const views::InstrumentView& shown = *m_context.model.instrument();
    const events::ProposalMade& made = m_context.model.view().made;
    const Formats& formats = m_context.formats;
    showText(*m_marketHead->note(), symbolOf(shown.instrument));
    if (shown.quote && shown.quote->isTwoSided()) {
        const auto side = [&](Ticks price, Lots size) {
            return tr("%1 × %2", "price, size")
                .arg(formats.price(shown.instrument, price), formats.marketSize(shown.instrument, size));
        };
        m_marketHead->setLegend(
            tr("%1 · %2", "bid, ask")
                .arg(side(shown.quote->bid, shown.quote->bidSize), side(shown.quote->ask, shown.quote->askSize)));
    } else {
        m_marketHead->setLegend(missing());
    }
    if (m_watched) {
        m_chart->setSeries(m_context.engine.terminal().series(*m_watched));
    }
    m_chart->setLines(MiniLines{.entry = made.ticket.limit.value_or(made.proposal.reference),
                                .stop = made.stop,
                                .target = made.target,
                                .last = shown.reference,
                                .isLimit = made.ticket.limit.has_value()});
    const auto& age = m_context.model.view().quoteAge;
    m_chart->setStale(!age || *age > m_context.engine.desk().limits.quoteAge);
}

void OrderColumn::followDrift()
{
    const views::InstrumentView& shown = *m_context.model.instrument();
    const WordsContext words{shown.instrument, {}, m_context.formats};
    const auto drift = driftShown(m_context.model.view(), words);
    m_drift->setVisible(drift.has_value());
    m_driftNote->setVisible(drift.has_value());
    if (!drift) {
        showText(*m_driftHead->note(), tr("off in this session"));
        return;
    }
    m_drift->setDrift(*drift);
    m_driftHead->setLegend(drift->isInside ? tr("✓ inside the band") : tr("▲ outside the band"));
}

void OrderColumn::watch(std::optional<views::SeriesKey> key)
{
    if (key == m_watched) {
        return;
    }
    auto& terminal = m_context.engine.terminal();
    if (m_watched) {
        terminal.unwatch(*m_watched);
    }
    if (key) {
        terminal.watch(*key);
    }
    m_watched = key;
}

events::Amend OrderColumn::wish() const
{
    const events::ProposalMade& made = m_context.model.view().made;
    events::Amend wish;
    wish.proposal = made.proposal.id;
    if (!made.ticket.notional && m_size->size() && *m_size->size() != made.ticket.size) {
        wish.size = m_size->size();
    }
    const auto changed = [](const PriceEdit& edit, const std::optional<Ticks>& before) {
        return edit.price() && edit.price() != before ? edit.price() : std::nullopt;
    };
    wish.limit = changed(*m_limit, made.ticket.limit);
    wish.stop = changed(*m_stop, made.stop);
    wish.target = changed(*m_target, made.target);
    return wish;
}

QString OrderColumn::fault() const
{
    const events::ProposalMade& made = m_context.model.view().made;
    for (const Field* field : {&m_sizeField, &m_limitField, &m_stopField, &m_targetField}) {
        if (!field->edit->text().isEmpty() && !field->edit->isGood()) {
            return field->edit->reading();
        }
    }
    const bool isCleared = (!made.ticket.notional && !m_size->size()) || (made.ticket.limit && !m_limit->price())
        || (made.stop && !m_stop->price()) || (made.target && !m_target->price());
    if (isCleared) {
        return tr("A field that had a value cannot be empty.");
    }
    const events::Amend with = wish();
    if (!with.size && !with.limit && !with.stop && !with.target) {
        return tr("Nothing has been changed yet.");
    }
    const Ticks entry
        = m_limit->price().value_or(m_context.model.instrument() != nullptr
                                        ? m_context.model.instrument()->reference.value_or(made.proposal.reference)
                                        : made.proposal.reference);
    const bool isBuy = made.ticket.side == Side::Buy;
    if (m_stop->price() && (isBuy ? *m_stop->price() >= entry : *m_stop->price() <= entry)) {
        return isBuy ? tr("The stop must be below the entry.") : tr("The stop must be above the entry.");
    }
    if (m_target->price() && (isBuy ? *m_target->price() <= entry : *m_target->price() >= entry)) {
        return isBuy ? tr("The target must be above the entry.") : tr("The target must be below the entry.");
    }
    // An amendment that the desk refuses takes the proposal with it: what it would say is asked before.
    const auto* assessment = m_context.model.assessment();
    const auto* shown = m_context.model.instrument();
    if (assessment != nullptr && assessment->refusal && m_context.model.step() == Step::Amending) {
        return outsideText(Words::finding(*assessment->refusal, shown != nullptr ? &shown->instrument : nullptr,
                                          outsideText(m_context.engine.desk().baseCurrency, 12), m_context.formats),
                           400);
    }
    return {};
}

void OrderColumn::focusFirstField()
{
    DecimalEdit* first = m_size->isReadOnly() ? static_cast<DecimalEdit*>(m_limit) : m_size;
    first->setFocus(Qt::OtherFocusReason);
    first->selectAll(); // what is typed takes its place
}

} // namespace omni::ui::review
