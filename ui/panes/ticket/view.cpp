#include "ui/panes/ticket/view.h"

#include "core/desk/events/principals.h"
#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/panes/ticket/ticket_words.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/proposal_words.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <array>
#include <utility>

namespace omni::ui::ticket {

namespace {

constexpr std::uint32_t usualFills = 20;

template<class Value> Value chosen(const QComboBox& box)
{
    return static_cast<Value>(box.currentData().toInt());
}

/// A decimal as a count of 10^-decimals; none if it is finer or does not fit.
std::optional<std::int64_t> scaled(const QString& text, int decimals, const QLocale& locale)
{
    const auto value = typedNumber(text, locale);
    if (!value) {
        return std::nullopt;
    }
    const auto count = scaledFromText(decimalText(*value), decimals);
    return count ? std::optional(*count) : std::nullopt;
}

} // namespace

View::View(const PaneContext& context, QWidget* parent, Millis now)
    : Pane(context, parent)
    , m_guard(std::move(now))
    , m_sending(new Sending(context.engine, this))
    , m_scale(context.theme.scalePercent())
{
    build();
    addCommands();
    connect(&context.engine, &EngineLink::noticed, this, &View::takeNotice);
    connect(m_sending, &Sending::changed, this, [this] {
        // A refused order stays in its fields, to be mended.
        if (std::exchange(m_stage, m_sending->stage()) != Stage::Sent && m_stage == Stage::Sent) {
            clear();
        }
        follow();
    });
    connect(&context.requests, &PaneRequests::ticket, this, &View::onInstrument);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (m_scale != m_context.theme.scalePercent()) {
            retell();
        }
        follow();
    });
    connect(&context.engine, &EngineLink::phaseChanged, this, &View::follow);
    qApp->installEventFilter(this);
    setSide(Side::Buy);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(orders::OrderKind::Limit)));
    readFields();
    m_blank = m_draft;
    target(instrument());
}

View::~View()
{
    qApp->removeEventFilter(this);
}

/// In other words or at another scale: all of it anew, with what stands in the fields.
void View::retell()
{
    m_scale = m_context.theme.scalePercent();
    const auto edits = [this] {
        return std::array<QLineEdit*, 7>{m_units, m_amount, m_limit, m_trigger, m_trail, m_stop, m_target};
    };
    std::array<QString, 7> texts;
    const auto before = edits();
    std::transform(before.begin(), before.end(), texts.begin(), [](const QLineEdit* edit) { return edit->text(); });
    const Draft draft = m_draft;
    m_isFilling = true;
    delete layout();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    build();
    m_buy->setChecked(draft.side == Side::Buy);
    m_sell->setChecked(draft.side == Side::Sell);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(draft.kind)));
    m_time->setCurrentIndex(m_time->findData(static_cast<int>(draft.time)));
    m_sizeBy->setCurrentIndex(m_sizeBy->findData(static_cast<int>(draft.sizeBy)));
    m_postOnly->setChecked(draft.postOnly);
    m_reduceOnly->setChecked(draft.reduceOnly);
    const auto fields = edits();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto* decimal = qobject_cast<DecimalEdit*>(fields[i]);
        if (const auto* known = shown(); known != nullptr && decimal != nullptr) {
            decimal->setInstrument(known->instrument);
        }
        fields[i]->setText(texts[i]);
    }
    m_isFilling = false;
    readFields();
}

void View::changeEvent(QEvent* event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

bool View::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyRelease) {
        m_guard.released(static_cast<QKeyEvent&>(*event));
    }
    return Pane::eventFilter(watched, event);
}

const views::InstrumentView* View::shown() const
{
    return m_context.engine.instrument(m_draft.instrument);
}

bool View::isEdited() const
{
    Draft blank = m_blank;
    blank.instrument = m_draft.instrument;
    blank.side = m_draft.side;
    const bool hasText = !m_units->text().isEmpty() || !m_amount->text().isEmpty() || !m_limit->text().isEmpty()
        || !m_trigger->text().isEmpty() || !m_trail->text().isEmpty() || !m_stop->text().isEmpty()
        || !m_target->text().isEmpty();
    return hasText || m_draft != blank;
}

void View::onInstrument(InstrumentId instrument)
{
    m_wanted = instrument;
    const bool isBusy = m_sending->stage() == Stage::Confirming || m_sending->stage() == Stage::Sending;
    if (instrument && instrument != m_draft.instrument && !isBusy && !isEdited()) {
        target(instrument);
    } else {
        follow();
    }
}

void View::target(InstrumentId instrument)
{
    m_wanted = instrument;
    if (!instrument || instrument == m_draft.instrument) {
        follow();
        return;
    }
    m_draft.instrument = instrument;
    m_usual.clear();
    if (const auto* known = shown()) {
        m_isFilling = true;
        for (DecimalEdit* edit : {static_cast<DecimalEdit*>(m_units), static_cast<DecimalEdit*>(m_limit),
                                  static_cast<DecimalEdit*>(m_trigger), static_cast<DecimalEdit*>(m_trail),
                                  static_cast<DecimalEdit*>(m_stop), static_cast<DecimalEdit*>(m_target)}) {
            edit->setInstrument(known->instrument);
        }
        m_isFilling = false;
        askUsual();
    } else {
        m_draft.instrument = {}; // tried again with the next picture
    }
    readFields();
}

void View::askUsual()
{
    m_isUsualOld = false;
    views::FillsQuery query;
    query.filter.instrument = m_draft.instrument;
    query.filter.most = usualFills;
    const InstrumentId of = m_draft.instrument;
    m_context.engine.ask(query, this, [this, of](const Result<views::HistoryPage>& page) {
        const auto* rows = page ? std::get_if<std::vector<views::FillRow>>(&page->rows) : nullptr;
        if (rows == nullptr || of != m_draft.instrument) {
            return;
        }
        m_usual.clear();
        for (const views::FillRow& row : *rows) {
            m_usual.push_back(row.fill.size);
        }
    });
}

/// What is usual follows what one really did in the symbol.
void View::takeNotice(const runtime::Notice& notice)
{
    const auto* event = std::get_if<events::Event>(&notice.what);
    const auto* fill = event != nullptr ? std::get_if<orders::Fill>(event) : nullptr;
    if (fill != nullptr && m_draft.instrument && fill->instrument == m_draft.instrument) {
        m_isUsualOld = true; // many come at once: asked with the next picture, and only where one looks
    }
}

void View::fillInstruments()
{
    const auto& known = m_context.engine.desk().instruments;
    bool isSame = m_symbol->count() == static_cast<int>(known.size());
    for (int i = 0; isSame && i < m_symbol->count(); ++i) {
        isSame = m_symbol->itemData(i).toULongLong() == known[static_cast<std::size_t>(i)].instrument.id.value;
    }
    if (!isSame) {
        m_symbol->clear();
        for (const views::InstrumentView& view : known) {
            m_symbol->addItem(symbolOf(view.instrument), qulonglong{view.instrument.id.value});
        }
    }
    const int row = m_symbol->findData(qulonglong{m_draft.instrument.value});
    if (m_symbol->currentIndex() != row) {
        m_symbol->setCurrentIndex(row);
    }
}

void View::setSide(Side side)
{
    m_buy->setChecked(side == Side::Buy);
    m_sell->setChecked(side == Side::Sell);
    readFields();
}

void View::readFields()
{
    if (m_isFilling) {
        return;
    }
    m_draft.side = m_sell->isChecked() ? Side::Sell : Side::Buy;
    m_draft.kind = chosen<orders::OrderKind>(*m_kind);
    m_draft.time = chosen<orders::TimeInForce>(*m_time);
    m_draft.sizeBy = chosen<SizeBy>(*m_sizeBy);
    m_draft.lots = m_units->size();
    m_draft.share.reset();
    m_draft.risk.reset();
    const QLocale& locale = m_context.formats.locale;
    if (m_draft.sizeBy == SizeBy::Equity) {
        const auto share = scaled(m_amount->text(), 2, locale);
        if (share && *share > 0 && *share <= 1'000'000) {
            m_draft.share = BasisPoints{static_cast<std::int32_t>(*share)};
        }
    } else if (m_draft.sizeBy == SizeBy::Risk) {
        const auto risk = scaled(m_amount->text(), 8, locale);
        m_draft.risk = risk && *risk > 0 ? std::optional(Money{*risk}) : std::nullopt;
    }
    m_draft.limit = m_limit->price();
    m_draft.trigger = m_trigger->price();
    m_draft.trail = m_trail->price();
    m_draft.stop = m_stop->price();
    m_draft.target = m_target->price();
    m_draft.postOnly = m_postOnly->isChecked();
    m_draft.reduceOnly = m_reduceOnly->isChecked();
    if (m_sending->stage() == Stage::Refused || m_sending->stage() == Stage::Sent) {
        if (isEdited()) {
            m_sending->back(); // the outcome of the last one makes room for the next
        }
    }
    follow();
}

void View::clear()
{
    m_isFilling = true;
    for (QLineEdit* edit : {static_cast<QLineEdit*>(m_units), m_amount, static_cast<QLineEdit*>(m_limit),
                            static_cast<QLineEdit*>(m_trigger), static_cast<QLineEdit*>(m_trail),
                            static_cast<QLineEdit*>(m_stop), static_cast<QLineEdit*>(m_target)}) {
        edit->clear();
    }
    m_postOnly->setChecked(false);
    m_reduceOnly->setChecked(false);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(m_blank.kind)));
    m_time->setCurrentIndex(m_time->findData(static_cast<int>(m_blank.time)));
    m_sizeBy->setCurrentIndex(m_sizeBy->findData(static_cast<int>(m_blank.sizeBy)));
    m_isFilling = false;
    readFields();
}

void View::ask()
{
    if (!firstFault().isEmpty() || !m_ask->isActive()) {
        return;
    }
    m_sending->ask(orderOf(m_draft, m_context.engine.desk()));
    m_guard.opened();
    m_back->setFocus(Qt::OtherFocusReason); // the safe answer
}

void View::send()
{
    if (m_guard.isAwake() && m_send->isActive()) {
        static_cast<void>(m_sending->confirm());
    }
}

void View::back()
{
    m_sending->back();
}

void View::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isAsked = m_sending->stage() == Stage::Confirming;
    if (!m_guard.takes(*event)) {
        event->accept();
        return;
    }
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        isAsked ? send() : ask();
    } else if (isEnter && qobject_cast<QAbstractButton*>(focusWidget()) != nullptr) {
        static_cast<QAbstractButton*>(focusWidget())->click();
    } else if (event->key() == Qt::Key_Escape && isAsked) {
        back();
    } else {
        Pane::keyPressEvent(event);
        return;
    }
    event->accept();
}

void View::onFrame()
{
    if (!m_draft.instrument) {
        const InstrumentId wanted = m_wanted ? m_wanted : instrument();
        const auto& known = m_context.engine.desk().instruments;
        target(wanted ? wanted : known.empty() ? InstrumentId{} : known.front().instrument.id);
        return;
    }
    if (m_isUsualOld) {
        askUsual();
    }
    follow();
}

void View::onRestart()
{
    m_draft.instrument = {};
    m_wanted = {};
    m_usual.clear();
    m_assessment.reset();
    clear();
}

} // namespace omni::ui::ticket
