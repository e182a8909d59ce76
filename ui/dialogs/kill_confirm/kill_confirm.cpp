#include "ui/dialogs/kill_confirm/kill_confirm.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stopped.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/stop_sentences.h"
#include "ui/widgets/words.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace omni::ui {

namespace {

constexpr std::array<risk::KillLevel, 3> levels{risk::KillLevel::CancelEntries, risk::KillLevel::CancelAll,
                                                risk::KillLevel::Flatten};

/// A choice with its line of figures: the whole card is the button, the chosen one is tinted.
class Card final : public QFrame
{
public:
    Card(Theme& theme, QWidget* parent)
        : QFrame(parent)
        , m_theme(theme)
    {
    }
    QRadioButton* button = nullptr;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isChosen = button != nullptr && button->isChecked();
        const bool hasKeys = button != nullptr && button->hasFocus();
        painter.setBrush(m_theme.color(isChosen ? Token::Sel : Token::Raised));
        painter.setPen(QPen(isChosen ? m_theme.focus() : m_theme.color(Token::Line2), hasKeys ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (rect().contains(event->pos()) && button != nullptr) {
            button->setChecked(true);
        }
    }

private:
    Theme& m_theme;
};

bool isInScope(risk::Scope scope, const orders::OrderTicket& ticket)
{
    return risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument);
}

} // namespace

StopCounts countsOf(const views::DeskSnapshot& desk, risk::Scope scope)
{
    StopCounts counts;
    for (const orders::OrderRecord& record : desk.openOrders) {
        if (isInScope(scope, record.ticket) && !record.ticket.held) {
            counts.entries += isOpenEntry(record) ? 1 : 0;
            counts.stops += isOpenStop(record) ? 1 : 0;
        }
    }
    std::vector<const views::PositionView*> held;
    for (const views::PositionView& position : desk.positions) {
        const AccountId account = desk.session ? desk.session->account : AccountId{};
        const bool isIn = risk::reaches(scope, account, position.strategy, position.position.instrument);
        if (!isIn || position.position.lots.count == 0) {
            continue;
        }
        ++counts.positions;
        held.push_back(&position);
        counts.isValueKnown = counts.isValueKnown && position.value.has_value();
        counts.value.e8 += position.value ? position.value->e8 : 0;
    }
    counts.cost = views::closingCost(desk, held);
    return counts;
}

KillConfirm::KillConfirm(EngineLink& engine, Theme& theme, const Formats& formats, risk::Scope scope, QWidget* parent,
                         Millis now)
    : QDialog(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_scope(scope)
    , m_guard(std::move(now))
    , m_scale(theme.scalePercent())
{
    setObjectName(u"killConfirm"_qs);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    auto* bounds = new DialogBounds(*this, theme, {}, {460, 0});
    bounds->setDims(true);
    updateTexts();
    connect(&theme, &Theme::changed, this, [this] {
        if (m_scale != m_theme.scalePercent()) {
            retell();
        }
    });
    connect(&engine, &EngineLink::frame, this, &KillConfirm::updateTexts);
}

/// In other words or at another scale; what is chosen stays chosen.
void KillConfirm::retell()
{
    m_scale = m_theme.scalePercent();
    const auto chosen = std::find(levels.begin(), levels.end(), level());
    delete layout();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    m_choices = {};
    build();
    m_choices[static_cast<std::size_t>(chosen - levels.begin())]->setChecked(true);
    updateTexts();
}

void KillConfirm::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

void KillConfirm::build()
{
    const bool isAll = m_scope.kind == risk::ScopeKind::Global;
    const QString name = Words::scope(m_engine.desk(), m_scope);
    setWindowTitle(isAll ? tr("Stop all trading now?") : tr("Stop %1 now?").arg(name));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(14), m_theme.px(16), m_theme.px(14));
    column->setSpacing(m_theme.px(8));
    auto* title = new QLabel(windowTitle(), this);
    title->setTextFormat(Qt::PlainText);
    setTextRole(*title, TextRole::Section);
    column->addWidget(title);
    auto* promise = new QLabel(tr("New orders are blocked the moment you confirm."), this);
    setTextRole(*promise, TextRole::Label);
    column->addWidget(promise);
    auto* cards = new QWidget;
    auto* choices = new QVBoxLayout(cards);
    choices->setContentsMargins({});
    choices->setSpacing(m_theme.px(8));
    for (int at = 0; at < 3; ++at) {
        m_choices[static_cast<std::size_t>(at)] = addChoice(at, *choices);
    }
    column->addWidget(new ScrolledBody(cards), 1);
    m_choices[0]->setChecked(true);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(m_theme.px(8));
    auto* back = new DecisionButton(m_theme, DecisionButton::Kind::Plain, tr("Esc"), this);
    back->setWords(tr("Go back"));
    back->setMeaning(tr("Nothing is stopped."));
    m_back = back;
    auto* stopButton = new DecisionButton(m_theme, DecisionButton::Kind::Danger, tr("Enter"), this);
    stopButton->setSign(u"kill"_qs);
    stopButton->setWords(isAll ? tr("Stop all trading") : tr("Stop %1").arg(name));
    stopButton->setMeaning(tr("Blocks new orders at once."));
    m_stop = stopButton;
    buttons->addWidget(m_back, 2);
    buttons->addWidget(m_stop, 3);
    column->addSpacing(m_theme.px(4));
    column->addLayout(buttons);
    for (QPushButton* button : {m_back, m_stop}) {
        button->setAutoDefault(false);
        button->installEventFilter(this);
    }
    connect(m_back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_guard.isAwake()) {
            stop();
        }
    });
    m_stop->setFocus();
}

QRadioButton* KillConfirm::addChoice(int at, QBoxLayout& into)
{
    auto* card = new Card(m_theme, this);
    auto* choice = new QRadioButton(card);
    auto* detail = new QLabel(card);
    setTextRole(*detail, TextRole::Caption);
    detail->setTextFormat(Qt::PlainText);
    detail->setWordWrap(true);
    detail->setContentsMargins(m_theme.px(22), 0, 0, 0);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(m_theme.px(8), m_theme.px(4), m_theme.px(8), m_theme.px(6));
    rows->setSpacing(0);
    rows->addWidget(choice);
    rows->addWidget(detail);
    card->button = choice;
    choice->setFont(m_theme.font(TextSize::Body, QFont::Medium));
    m_details[static_cast<std::size_t>(at)] = detail;
    // Radio buttons in different cards exclude each other here, not by their parent.
    choice->setAutoExclusive(false);
    connect(choice, &QRadioButton::clicked, this, [choice] { choice->setChecked(true); });
    connect(choice, &QRadioButton::toggled, this, [this, choice](bool isOn) {
        for (QRadioButton* other : m_choices) {
            if (isOn && other != nullptr && other != choice) {
                other->setChecked(false);
            }
        }
        update();
    });
    choice->installEventFilter(this);
    into.addWidget(card);
    return choice;
}

void KillConfirm::updateTexts()
{
    const StopCounts counts = countsOf(m_engine.desk(), m_scope);
    const std::array<QString, 3> texts{tr("Cancel entry orders, keep stops and positions"),
                                       tr("Cancel everything, keep positions"),
                                       tr("Cancel everything and close positions at market")};
    //: "9 entry orders, 8 stops, 8 positions": three parts with plurals of their own
    const QString found
        = tr("%1, %2, %3")
              .arg(tr("%n entry order(s)", nullptr, counts.entries), tr("%n stop(s)", nullptr, counts.stops),
                   tr("%n position(s)", nullptr, counts.positions));
    const QString currency = QString::fromStdString(m_engine.desk().baseCurrency);
    const QString worth = !counts.isValueKnown
        ? tr("%n order(s); their value is not known.", nullptr, counts.positions)
        : tr("About %1 %2 in %n order(s).", nullptr, counts.positions).arg(m_formats.money(counts.value, 0), currency);
    const QString flatten = counts.positions == 0
        ? tr("No positions are open.")
        : tr("%1 %2", "what would be closed, what that costs")
              .arg(worth, costSentence(counts.cost, m_engine.desk(), m_formats));
    const std::array<QString, 3> details{found, tr("Stops are removed. Positions lose protection."), flatten};
    for (std::size_t i = 0; i < 3; ++i) {
        m_choices[i]->setText(texts[i]);
        m_choices[i]->setAccessibleName(texts[i]);
        m_choices[i]->setAccessibleDescription(details[i]);
        m_details[i]->setText(details[i]);
    }
    m_details[2]->setToolTip(counts.positions == 0 ? QString() : costMeaning());
}

risk::KillLevel KillConfirm::level() const
{
    for (std::size_t i = 0; i < 3; ++i) {
        if (m_choices[i]->isChecked()) {
            return levels[i];
        }
    }
    return risk::KillLevel::CancelEntries;
}

void KillConfirm::stop()
{
    if (m_hasStopped) {
        return;
    }
    m_hasStopped = true;
    m_engine.kill(m_scope, level(), tr("stopped by hand"));
    emit stopped(m_scope, level());
    accept();
}

void KillConfirm::pressedAgain()
{
    if (m_guard.isAwake()) {
        stop();
    }
}

void KillConfirm::paintEvent(QPaintEvent* event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(m_theme.color(Token::Line2));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void KillConfirm::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_guard.opened();
    m_stop->setFocus(Qt::OtherFocusReason);
}

/// Keys are taken here, whichever part has them, so that only fresh presses count.
bool KillConfirm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyRelease) {
        m_guard.released(*static_cast<QKeyEvent*>(event));
        return QDialog::eventFilter(watched, event);
    }
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter && key->key() != Qt::Key_Space) {
        return QDialog::eventFilter(watched, event);
    }
    const bool counts = m_guard.takes(*key);
    if (watched == m_back && counts) {
        reject();
        return true;
    }
    if (auto* choice = qobject_cast<QRadioButton*>(watched); choice != nullptr && !isEnter) {
        choice->setChecked(true);
        return true;
    }
    if (counts) {
        stop();
    }
    return true;
}

void KillConfirm::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        const auto at = std::find_if(m_choices.begin(), m_choices.end(), [](auto* one) { return one->isChecked(); });
        const auto now = static_cast<std::size_t>(at - m_choices.begin()) % m_choices.size();
        const std::size_t next = event->key() == Qt::Key_Down ? (now + 1) % 3 : (now + 2) % 3;
        m_choices[next]->setChecked(true);
        m_choices[next]->setFocus(Qt::TabFocusReason);
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        reject();
    }
}

} // namespace omni::ui
