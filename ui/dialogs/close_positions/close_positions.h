// Closes every open position by market orders that can only reduce: the one way out while everything is stopped.
//
// A typed sentence stands before it, and a press that counts from 300 ms on. Each position gets one order; what became
// of it is told by the desk like of any order. Shown with open().

#pragma once

#include "core/desk/events/command.h"
#include "ui/widgets/press_guard.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace omni::views {
struct DeskSnapshot;
}

namespace omni::ui {

class EngineLink;
class Theme;
struct Formats;

/// One for each position that is not zero, in their order.
[[nodiscard]] std::vector<events::PlaceOrder> closingOrders(const views::DeskSnapshot& desk);

class ClosePositions final : public QDialog
{
    Q_OBJECT

public:
    ClosePositions(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent,
                   Millis now = steadyMillis());

    /// What must be typed.
    [[nodiscard]] static QString sentence();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void refresh();
    void close();

    EngineLink& m_engine;
    Theme& m_theme;
    const Formats& m_formats;
    PressGuard m_guard;
    QLabel* m_title = nullptr;
    QLabel* m_list = nullptr;
    QLabel* m_cost = nullptr;
    QLabel* m_note = nullptr;
    QLineEdit* m_sentence = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_close = nullptr;
    bool m_hasClosed = false;
};

} // namespace omni::ui
