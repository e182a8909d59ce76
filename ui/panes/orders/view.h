// The pane Orders. Cancelling an entry order is one action; taking a protective stop away, or all of them, asks.

#pragma once

#include "ui/panes/orders/model.h"
#include "ui/panes/pane.h"

#include <QElapsedTimer>

#include <vector>

class QAction;

namespace omni::ui {
class PaneTable;
}

namespace omni::ui::orders_pane {

class AmendBar;

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
    void addCommands();
    void askAnew();
    void amend();
    void cancelChosen();
    void cancelEntries();
    void ask(const QString& question, const QString& yes, const QString& no, std::function<void()> then);

    Model* m_model;
    PaneTable* m_table;
    AmendBar* m_amend;
    std::vector<views::OrderRow> m_ended;
    QElapsedTimer m_asked;
    std::uint64_t m_newest = 0, m_upTo = 0;
    bool m_isWaiting = false, m_hasHistory = false;
};

} // namespace omni::ui::orders_pane
