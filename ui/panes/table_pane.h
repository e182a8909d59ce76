// The ground of panes that are a table: what a layout keeps of them and what another language changes.

#pragma once

#include "ui/panes/history_state.h"
#include "ui/panes/pane.h"
#include "ui/widgets/pane_table.h"

#include <QEvent>

namespace omni::ui {

/// `Model` is made of a theme, formats and a parent, and has `retranslate()`.
template<class Model> class TablePane : public Pane
{
public:
    [[nodiscard]] QJsonObject saveState() const override
    {
        return m_table->saveState();
    }
    void restoreState(const QJsonObject& state) override
    {
        m_table->restoreState(state);
    }

protected:
    /// `name`: what a screen reader calls the table. Where it stands in the pane is the derived pane's.
    TablePane(const PaneContext& context, const QString& name, QWidget* parent)
        : Pane(context, parent)
        , m_model(new Model(context.theme, context.formats, this))
        , m_table(new PaneTable(context.theme, *m_model, name, this))
    {
    }
    void changeEvent(QEvent* event) override
    {
        Pane::changeEvent(event);
        if (event->type() == QEvent::LanguageChange) {
            m_model->retranslate();
        }
    }

    /// The pane's state and what stands in for its table, or above it.
    void showState(const HistoryState& told)
    {
        const bool isTold = state() == told.state && stateText() == told.text
            && m_table->cover().state() == static_cast<CoverState>(told.state) && m_hadRows == hasRows();
        if (isTold) {
            return;
        }
        m_hadRows = hasRows();
        setState(told.state, told.text);
        m_table->cover().setState(static_cast<CoverState>(told.state), told.text, told.action, m_hadRows);
    }
    [[nodiscard]] bool hasRows() const
    {
        return m_model->rowCount() > 0;
    }

    Model* m_model;
    PaneTable* m_table;

private:
    bool m_hadRows = false; ///< When its state was last told.
};

} // namespace omni::ui
