// The pane Audit: who did what, by which way and how it ended, newest first, as the record on the disk has it. It is
// narrowed, verified, exported and anchored here. Behind the session that runs and without one.

#pragma once

#include "ui/panes/audit/model.h"
#include "ui/panes/audit/rows.h"
#include "ui/panes/table_pane.h"

#include <QTimer>

namespace omni::ui {
class HistoryFoot;
class PaneChoices;
} // namespace omni::ui
namespace omni::ui::audit {

class FilterLine;
class TaskLine;

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    /// Also {"kind": "keys"} alone, for whoever leads here.
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void changeEvent(QEvent* event) override;

private:
    void narrow();
    void showRows();
    void showReach();
    [[nodiscard]] HistoryState toldState() const;

    runtime::AuditLink* m_link;
    FilterLine* m_filter;
    TaskLine* m_task;
    HistoryFoot* m_foot;
    PaneChoices* m_choices;
    Rows m_rows;
    views::AuditSight m_sight = views::AuditSight::All;
    QTimer m_look; ///< Without a session there are no frames, and the record goes on.
};

} // namespace omni::ui::audit
