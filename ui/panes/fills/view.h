// The pane Fills: the newest of the history, and those that come while it is open.

#pragma once

#include "ui/panes/fills/model.h"
#include "ui/panes/pane.h"

#include <QElapsedTimer>

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::fills {

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    void askAnew();
    void takePage(const Result<views::HistoryPage>& page);

    Model* m_model;
    PaneTable* m_table;
    QElapsedTimer m_asked;
    std::uint64_t m_newest = 0; ///< Sequence of the newest fill that was told.
    std::uint64_t m_upTo = 0; ///< Up to where the history had been when it last answered.
    bool m_isWaiting = false;
    bool m_hasHistory = false;
};

} // namespace omni::ui::fills
