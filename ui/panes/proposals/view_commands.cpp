// What can be done with the chosen proposal: each command once, off while it can do nothing.

#include "ui/commands/registry.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/panes/proposals/view.h"
#include "ui/widgets/decision_button.h"

#include <QAction>

#include <utility>

namespace omni::ui::proposals {

QAction* View::addCommand(const QString& key, const char* text, const QKeySequence& keys, std::function<void()> run)
{
    CommandSpec spec;
    spec.key = key;
    spec.text = [text] { return tr(text); };
    spec.group = [] { return tr("Proposals"); };
    spec.shortcut = keys;
    spec.isGlobal = false;
    QAction* action = m_context.commands.add(this, std::move(spec), std::move(run));
    action->setAutoRepeat(false);
    return action;
}

void View::addCommands()
{
    m_commands.review = addCommand(QStringLiteral("proposals.review"), QT_TR_NOOP("Review proposal…"),
                                   QKeySequence(Qt::Key_Return), [this] { review(); });
    m_commands.amend = addCommand(QStringLiteral("proposals.amend"), QT_TR_NOOP("Amend proposal…"),
                                  QKeySequence(Qt::Key_E), [this] { amend(); });
    m_commands.reject = addCommand(QStringLiteral("proposals.reject"), QT_TR_NOOP("Reject proposal"),
                                   QKeySequence(Qt::Key_R), [this] { reject(); });
    m_commands.snooze = addCommand(QStringLiteral("proposals.snooze"), QT_TR_NOOP("Snooze proposal 30 s"),
                                   QKeySequence(Qt::Key_S), [this] { snooze(); });
    m_commands.bringBack
        = addCommand(QStringLiteral("proposals.bring_back"), QT_TR_NOOP("Bring rejected proposal back"),
                     QKeySequence(Qt::Key_B), [this] { bringBack(); });
    m_commands.next = addCommand(QStringLiteral("proposals.next"), QT_TR_NOOP("Next proposal"), QKeySequence(Qt::Key_J),
                                 [this] { step(1); });
    m_commands.previous = addCommand(QStringLiteral("proposals.previous"), QT_TR_NOOP("Previous proposal"),
                                     QKeySequence(Qt::Key_K), [this] { step(-1); });
}

/// Menu, palette and keys ask nobody before they act; each command looks again when it runs.
void View::followCommands()
{
    const int row = m_queue->indexOf(m_selected);
    const bool waits = isWaiting();
    m_commands.review->setEnabled(waits && m_review->isActive());
    m_commands.amend->setEnabled(waits && m_amend->isActive());
    m_commands.reject->setEnabled(waits);
    m_commands.snooze->setEnabled(waits && !m_queue->row(row).isSnoozed);
    m_commands.bringBack->setEnabled(canBringBack());
    const bool hasRows = m_queue->rowCount() > 0; // of a single one they bring its market
    m_commands.next->setEnabled(hasRows);
    m_commands.previous->setEnabled(hasRows);
}

} // namespace omni::ui::proposals
