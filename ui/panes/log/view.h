// The pane Log: newest last and followed, until somebody scrolls away or chooses a line.

#pragma once

#include "ui/panes/log/model.h"
#include "ui/panes/table_pane.h"

#include <vector>

class QCheckBox;
class QComboBox;

namespace omni::runtime {
struct Notice;
}
namespace omni::ui::log {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] QWidget* headerWidget() override;
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void note(const runtime::Notice& notice);
    void fillLevels();
    [[nodiscard]] HistoryState toldState() const;

    QWidget* m_header;
    QComboBox* m_level;
    QCheckBox* m_follow;
    std::vector<Row> m_new; ///< Since the last frame: also while the pane is hidden.
    std::uint64_t m_count = 0;
};

} // namespace omni::ui::log
