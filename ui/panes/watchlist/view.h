// The pane Watchlist: the source of a colour group. Ins adds, Del removes, Enter shows the chart, T the ticket; a
// letter begins a search.

#pragma once

#include "ui/panes/pane_choices.h"
#include "ui/panes/table_pane.h"
#include "ui/panes/watchlist/model.h"

#include <QList>
#include <QStringList>

class QLineEdit;

namespace omni::ui::watchlist {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    /// Names in their order; empty: all instruments of the session.
    [[nodiscard]] const QStringList& names() const noexcept
    {
        return m_names;
    }
    [[nodiscard]] Slows slows() const noexcept override
    {
        return Slows::Next;
    }

protected:
    void onFrame() override;
    void onInstrument(InstrumentId instrument) override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addCommands();
    void fitSpark();
    void fitPrices();
    void retell();
    void openSearch(const QString& typed);
    void closeSearch();
    void takeSearch();
    void removeChosen();
    void setNames(QStringList names);
    void showNames(QStringList names);
    void chooseName(const QString& name);
    void undo();
    [[nodiscard]] HistoryState toldState() const;
    [[nodiscard]] QStringList shownNames() const;
    /// The instrument of the session that the typed words mean best; empty: none.
    [[nodiscard]] QString found(const QString& typed) const;

    PaneChoices* m_choices;
    QLineEdit* m_search;
    QStringList m_names;
    QList<int> m_gone; ///< Columns that have given way.
    QList<QStringList> m_before; ///< At most 20.
};

} // namespace omni::ui::watchlist
