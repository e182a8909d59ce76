// The pane Alerts: what the desk has raised, since the profile began. Opening a line marks it read.

#pragma once

#include "ui/bridge/paged_history.h"
#include "ui/panes/alerts/model.h"
#include "ui/panes/table_pane.h"

#include <vector>

namespace omni::runtime {
struct Notice;
}
namespace omni::ui {
class HistoryFoot;
}
namespace omni::ui::alerts {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    /// Unread warnings and critical ones.
    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void note(const runtime::Notice& notice);
    void takeHistory();
    void keepTheNewest();
    void showHistory();
    [[nodiscard]] Row rowOf(std::uint64_t key, Timestamp at, const events::AlertRaised& alert, bool isRead) const;
    void read(int row);
    void readAll();
    void countUnread();

    HistoryFoot* m_foot;
    PagedHistory<views::AlertRow> m_history;
    std::vector<Row> m_new;
    std::uint64_t m_lastSeq = 0;
    std::uint64_t m_place = 0; ///< Among the alerts of one record.
    int m_unread = 0;
    bool m_hasDropped = false; ///< The oldest had to go.
};

} // namespace omni::ui::alerts
