// A line below the table in which the price and size of a working order are changed: F2 opens it, Enter sends, Esc
// leaves everything as it is.

#pragma once

#include "core/desk/events/command.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/ledger.h"
#include "ui/widgets/formats.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::ui {
class Theme;
}

namespace omni::ui::orders_pane {

class AmendBar final : public QWidget
{
    Q_OBJECT

public:
    AmendBar(const Theme& theme, const Formats& formats, QWidget* parent);

    void open(const orders::OrderRecord& record, const market::Instrument& instrument);
    void close();
    /// None while something typed cannot be, or nothing is changed.
    [[nodiscard]] std::optional<events::ReplaceOrder> wish() const;

signals:
    void asked(const omni::events::ReplaceOrder& wish);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Field {
        QLabel* label;
        QLineEdit* edit;
    };
    Field addField();
    void retell();
    void check();
    void send();
    [[nodiscard]] QString reading(const events::ReplaceOrder& wish) const;
    [[nodiscard]] std::optional<Ticks> typedPrice(const QLineEdit& edit) const;
    [[nodiscard]] std::optional<Lots> typedSize() const;

    const Formats& m_formats;
    std::optional<orders::OrderRecord> m_record;
    std::optional<market::Instrument> m_instrument;
    QLabel* m_head;
    Field m_size, m_limit, m_stop;
    QLabel* m_note;
    QPushButton* m_send;
    QPushButton* m_keep;
};

} // namespace omni::ui::orders_pane
