// The pane Strategies: Space switches the chosen one off (at once) or on (a reason is kept).

#pragma once

#include "ui/panes/strategies/model.h"
#include "ui/panes/table_pane.h"

#include <cstdint>
#include <map>
#include <optional>

namespace omni::ui::strategies {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;

private:
    void askAnew();
    void toggle();
    void showRows();

    QAction* m_toggle;
    std::map<StrategyId, Done> m_done;
    std::map<StrategyId, Timestamp> m_signals;
    std::optional<Monotonic> m_asked;
    std::uint64_t m_newest = 0; ///< The latest fill that this window was told of.
    std::uint64_t m_upTo = 0; ///< The answer at hand knows everything up to here.
    bool m_hasHistory = false;
    bool m_isWaiting = false;
};

} // namespace omni::ui::strategies
