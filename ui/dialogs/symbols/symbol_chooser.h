// The symbols of a session with a broker: looked for in what it lists, chosen, and handed on.
//
// The list is asked for when it opens and comes from the broker itself. Shown with open(); dies by itself. UI thread.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "ui/style/theme.h"

#include <QDialog>
#include <QStringList>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::ui {
class EngineLink;
class PaneTable;
struct Formats;
} // namespace omni::ui

namespace omni::ui::symbols {

class SymbolModel;

class SymbolChooser final : public QDialog
{
    Q_OBJECT

public:
    /// Each one is a stream of the broker's, which counts them.
    static constexpr int mostChosen = 50;

    /// Begins with the symbols that are configured. All outlive it.
    SymbolChooser(EngineLink& engine, const views::BrokerOffer& offer, const Theme& theme, const Formats& formats,
                  QWidget* parent);

    /// In the order chosen.
    [[nodiscard]] const QStringList& chosen() const noexcept
    {
        return m_chosen;
    }

signals:
    /// A session is wanted with these, and with strategies that propose.
    void wanted(const QString& broker, const QStringList& symbols, bool withStrategies);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build(const Theme& theme);
    void ask();
    void look();
    void toggle(int row);
    void follow();

    EngineLink& m_engine;
    const QString m_broker, m_title;
    const Formats& m_formats;
    QStringList m_chosen;
    SymbolModel* m_model;
    QLineEdit* m_search;
    PaneTable* m_table;
    QLabel* m_said;
    QLabel* m_limit;
    QLabel* m_madeUp; ///< Null: it is a broker.
    QCheckBox* m_strategies;
    QPushButton* m_toggle;
    QPushButton* m_start;
    QTimer m_timer;
};

} // namespace omni::ui::symbols
