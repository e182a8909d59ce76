// The ground of panes that are a table: what a layout keeps of them and what another language changes.

#pragma once

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

    Model* m_model;
    PaneTable* m_table;
};

} // namespace omni::ui
