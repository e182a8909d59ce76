#include "ui/panes/kill_reset/view.h"

#include "core/desk/events/principals.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/panes/kill_reset/step_line.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_cover.h"
#include "ui/widgets/stop_sentences.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::kill_reset {

View::View(const PaneContext& context, QWidget* parent)
    : Pane(context, parent)
    , m_progress(StopProgress::of(context.engine))
    , m_guard(steadyMillis())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    m_cover = new StateCover(context.theme, build(), tr("Reset a switch"), this);
    column->addWidget(m_cover);
    connect(&m_progress, &StopProgress::changed, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    connect(&context.engine, &EngineLink::noticed, this, &View::onNotice);
    retranslate();
}

QWidget* View::build()
{
    Theme& theme = m_context.theme;
    auto* ground = new QWidget;
    auto* column = new QVBoxLayout(ground);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* top = new QWidget(ground);
    auto* line = new QHBoxLayout(top);
    line->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    m_targets = new QComboBox(top);
    m_title = plainLabel({}, TextRole::Value, top);
    m_title->setFont(theme.font(TextSize::Section, QFont::Medium));
    m_head = plainLabel({}, TextRole::Caption, top);
    m_head->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    line->setSpacing(theme.px(8));
    line->addWidget(m_title);
    line->addWidget(m_head, 1);
    line->addWidget(m_targets);
    column->addWidget(top);

    auto* scroll = new QScrollArea(ground);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* list = new QWidget;
    setSurface(*list, Surface::Plain);
    auto* steps = new QVBoxLayout(list);
    steps->setContentsMargins({});
    steps->setSpacing(0);
    for (int i = 0; i < 5; ++i) {
        m_steps[static_cast<std::size_t>(i)] = new StepLine(theme, i + 1, list);
        steps->addWidget(m_steps[static_cast<std::size_t>(i)]);
    }
    steps->addStretch(1);
    m_reason = new QPlainTextEdit;
    m_reason->setFixedHeight(theme.px(48));
    m_reason->setTabChangesFocus(true);
    m_steps[2]->addContent(m_reason);
    m_sentence = new QLineEdit;
    m_steps[3]->addContent(m_sentence);
    scroll->setWidget(list);
    column->addWidget(scroll, 1);
    column->addWidget(makeFooter());
    connect(m_reason, &QPlainTextEdit::textChanged, this, &View::refresh);
    connect(m_sentence, &QLineEdit::textChanged, this, &View::refresh);
    connect(m_targets, &QComboBox::activated, this, [this](int at) {
        const auto& stopped = m_progress.stopped();
        if (at >= 0 && at < static_cast<int>(stopped.size())) {
            m_progress.review(stopped[static_cast<std::size_t>(at)]);
        }
    });
    for (QWidget* part : {static_cast<QWidget*>(m_reason), static_cast<QWidget*>(m_sentence)}) {
        part->installEventFilter(this);
    }
    return ground;
}

QWidget* View::makeFooter()
{
    Theme& theme = m_context.theme;
    auto* footer = new QWidget;
    setSurface(*footer, Surface::Raised);
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8));
    m_note = plainLabel({}, TextRole::Warn, footer);
    m_note->setWordWrap(true);
    m_note->hide();
    column->addWidget(m_note);
    auto* row = new QHBoxLayout;
    m_promise = plainLabel({}, TextRole::Caption, footer);
    m_promise->setWordWrap(true);
    m_keep = new DecisionButton(theme, DecisionButton::Kind::Plain, tr("Esc"), footer);
    m_arm = new DecisionButton(theme, DecisionButton::Kind::Primary, {}, footer);
    for (QPushButton* button : {m_keep, m_arm}) {
        button->installEventFilter(this);
    }
    row->addWidget(m_promise, 1);
    row->addWidget(m_keep);
    row->addWidget(m_arm);
    column->addLayout(row);
    connect(m_keep, &QPushButton::clicked, this, &View::keep);
    connect(m_arm, &QPushButton::clicked, this, &View::arm);
    return footer;
}

void View::retranslate()
{
    m_targets->setAccessibleName(tr("Switch to reset"));
    m_reason->setAccessibleName(tr("What happened and what you changed"));
    m_reason->setPlaceholderText(tr("What happened, and what you changed"));
    m_sentence->setAccessibleName(tr("Type: %1").arg(sentence()));
    m_sentence->setPlaceholderText(sentence());
    m_promise->setText(tr("No keyboard shortcut arms a switch."));
    m_keep->setKey(tr("Esc"));
    m_keep->setWords(tr("Keep tripped"));
    m_keep->setMeaning(tr("Clears what was typed."));
    refresh();
}

void View::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    Pane::changeEvent(event);
}

void View::onRestart()
{
    m_reason->clear();
    m_sentence->clear();
    m_note->hide();
    m_hasAsked = false;
}

void View::onFrame()
{
    refresh();
}

void View::fillTargets()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    QStringList names;
    for (const Stopped& stopped : m_progress.stopped()) {
        names.append(stopped.breaker ? Words::of(*stopped.breaker) : Words::scope(desk, stopped.scope));
    }
    QStringList shown;
    for (int i = 0; i < m_targets->count(); ++i) {
        shown.append(m_targets->itemText(i));
    }
    if (names != shown) {
        m_targets->clear();
        m_targets->addItems(names);
    }
    const auto chosen = m_progress.reviewed();
    const auto& all = m_progress.stopped();
    const auto at = std::find_if(all.begin(), all.end(), [&](const Stopped& one) { return chosen && one == *chosen; });
    m_targets->setCurrentIndex(at == all.end() ? -1 : static_cast<int>(at - all.begin()));
    m_targets->setVisible(names.size() > 1);
}

QString View::coolingText(const std::optional<Duration>& cooling) const
{
    if (!cooling) {
        return tr("None: only losses need one.");
    }
    return cooling->ns > 0 ? tr("15 min after a loss breaker. %1 left.").arg(m_context.formats.countdown(*cooling))
                           : tr("15 min after a loss breaker. Over.");
}

/// What arming leads to, and what it leaves to somebody.
QString View::afterwards(bool isReduced) const
{
    const int others = static_cast<int>(m_progress.stopped().size()) - (m_target->stopped ? 1 : 0);
    QStringList then{others > 0
                         ? tr("%n other switch(es) stay as they are. Approval mode returns to manual.", nullptr, others)
                         : tr("Approval mode returns to manual.")};
    if (isReduced) {
        then.append(tr("Sizes are 50% until the session ends."));
    }
    const auto& stopped = m_target->stopped;
    if (stopped && !stopped->breaker && stopped->scope.kind == risk::ScopeKind::Strategy) {
        then.append(tr("The strategy stays off until it is started in the pane Strategies."));
    } else if (stopped && !stopped->breaker && stopped->scope.kind != risk::ScopeKind::Symbol) {
        then.append(tr("Strategies stay off until each is started in the pane Strategies."));
    }
    return then.join(u' ');
}

void View::refresh()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    fillTargets();
    m_target = targetOf(desk, m_progress.reviewed());
    if (!m_target) {
        setState(PaneState::Empty,
                 desk.isOpen ? tr("Nothing is tripped. Trading is armed.")
                             : tr("Nothing is tripped. No session runs."));
        m_cover->setState(CoverState::Empty, stateText());
        m_hasAsked = false;
        return;
    }
    setState(PaneState::Normal);
    m_cover->setState(CoverState::Normal);
    const auto cooling = coolingLeft(*m_target, desk);
    const auto checks = checksOf(*m_target, desk, m_context.engine.health(), m_context.formats);
    const Steps steps = stepsOf(cooling, checks, m_reason->toPlainText(), m_sentence->text(), desk.environment);
    showText(*m_head,
             m_target->stopped ? tr("for: %1").arg(causeOf(*m_target->stopped, desk, m_context.formats))
                               : tr("The mode was lowered; nothing is tripped."));
    QStringList passed, fixes;
    for (const Check& check : checks) {
        check.isPassed ? passed.append(check.text) : fixes.append(check.fix);
    }
    m_steps[0]->show(steps.cooling, tr("Cooling-off time"), coolingText(cooling));
    m_steps[1]->show(steps.checks, tr("Checks"), fixes.isEmpty() ? passed.join(u" · "_qs) : fixes.join(u'\n'));
    m_steps[2]->show(steps.reason, tr("Read what happened and say what you changed"),
                     tr("Kept in the record. At least %n character(s).", nullptr, shortestReason));
    m_steps[3]->show(steps.proof, tr("Confirm it is you"),
                     desk.environment == orders::Environment::Live
                         ? tr("A live account needs a 6-digit code, and no authenticator is set up yet.")
                         : tr("Type \"%1\".").arg(sentence()));
    m_steps[4]->show(steps.arm, tr("Arm"), afterwards(cooling.has_value()));
    const bool isAll = !m_target->stopped || m_target->stopped->scope.kind == risk::ScopeKind::Global;
    const QString scope = isAll ? QString() : Words::scope(desk, m_target->stopped->scope);
    showText(*m_title,
             !m_target->stopped ? tr("Arm manual approval")
                 : isAll        ? tr("Reset global switch")
                                : tr("Reset %1").arg(scope));
    m_arm->setWords(!m_target->stopped ? tr("Arm manual approval")
                        : isAll        ? tr("Arm global switch")
                                       : tr("Arm %1").arg(scope));
    const bool canArm = steps.canArm && !m_hasAsked;
    if (canArm && !m_arm->isEnabled()) {
        m_guard.opened();
    }
    m_arm->setEnabled(canArm);
    m_arm->setMeaning(canArm ? QString() : tr("Waits for the steps above."));
}

void View::arm()
{
    if (!m_target || !m_arm->isEnabled() || !m_guard.isAwake()) {
        return;
    }
    const QString reason = m_reason->toPlainText().simplified();
    for (const events::Wish& wish : wishesFor(*m_target, m_context.engine.desk())) {
        if (!m_context.engine.send(wish, reason, true)) {
            showText(*m_note,
                     m_context.engine.wasRefusedAtSeat() ? Words::refusedAtSeat()
                                                         : tr("Not sent: no session runs. The switch stays tripped."),
                     TextRole::Danger);
            m_note->show();
            return;
        }
    }
    m_hasAsked = true;
    showText(*m_note, tr("Asked. The switch is armed when the desk says so."), TextRole::Label);
    m_note->show();
    m_arm->setEnabled(false);
}

void View::keep()
{
    m_reason->clear();
    m_sentence->clear();
    m_note->hide();
    m_hasAsked = false;
    refresh();
}

void View::onNotice(const runtime::Notice& notice)
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    if (fact == nullptr || !m_hasAsked) {
        return;
    }
    if (const auto* denied = std::get_if<events::CommandDenied>(fact); denied && events::isPerson(denied->by)) {
        m_hasAsked = false;
        showText(*m_note, Words::denial(denied->why), TextRole::Danger);
        m_note->show();
        refresh();
    } else if (std::holds_alternative<events::LatchCleared>(*fact)
               || std::holds_alternative<events::BreakerCleared>(*fact)) {
        keep();
    } else if (const auto* mode = std::get_if<events::ModeChanged>(fact); mode && mode->mode >= risk::Mode::Manual) {
        keep();
    }
}

bool View::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            keep();
            return true;
        }
        // A key that was held since it could not act yet does not act.
        if (watched == m_arm && key->isAutoRepeat()) {
            return true;
        }
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (auto* button = qobject_cast<QPushButton*>(watched); button != nullptr && isEnter && !key->isAutoRepeat()) {
            button->click(); // as Space does: the focus stands on it
            return true;
        }
    }
    return Pane::eventFilter(watched, event);
}

QStringList View::texts() const
{
    QStringList texts;
    for (const StepLine* step : m_steps) {
        texts.append(step->text());
    }
    return texts;
}

} // namespace omni::ui::kill_reset
