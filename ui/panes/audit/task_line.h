// The line above the audit record's table for what takes longer than a page: verifying it, exporting it, taking an
// anchor, with how far it has got, a way to stop it, and in words what it came to. UI thread.

#pragma once

#include "core/host/runtime/audit/audit_link.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace omni::ui {
class MenuButton;
}
namespace omni::ui::audit {

/// "Chain OK, 18,204 records…", "Tampered from record 17 on: …".
[[nodiscard]] QString taskText(const views::AuditTask& task, const Formats& formats);

class TaskLine final : public QWidget
{
    Q_OBJECT

public:
    /// `link` may be null.
    TaskLine(runtime::AuditLink* link, const Theme& theme, const Formats& formats, QWidget* parent);

    /// What the export writes: the table's query.
    void setQuery(views::AuditQuery query);
    /// At each frame: what became of the task, and who sits there.
    void refresh();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retell();
    void showTask();
    void verifyWith(bool isAnchor);
    void exportAs(views::AuditFileForm form);
    void anchor();
    void wish(runtime::AuditTaskWish wish);

    runtime::AuditLink* m_link;
    const Theme& m_theme;
    const Formats& m_formats;
    MenuButton* m_verify;
    MenuButton* m_export;
    QPushButton* m_anchor;
    QPushButton* m_stop;
    QProgressBar* m_progress;
    QLabel* m_text;
    QAction* m_chain;
    QAction* m_withAnchor;
    QAction* m_withKey;
    QAction* m_asCsv;
    QAction* m_asJson;
    views::AuditQuery m_query;
    views::AuditSight m_sight = views::AuditSight::All;
    std::shared_ptr<const views::AuditTask> m_task;
};

} // namespace omni::ui::audit
