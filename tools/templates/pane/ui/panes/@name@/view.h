// The pane @words@ on the screen: a table, or a sentence while there is nothing to show.

#pragma once

#include <QWidget>

class QStackedWidget;

namespace omni::ui::@name@ {

class Model;

/// No logic: what it shows is in the model, which outlives it.
class View final : public QWidget
{
    Q_OBJECT

public:
    explicit View(Model& model, QWidget* parent = nullptr);

    /// Shows the sentence instead of the table.
    [[nodiscard]] bool isEmpty() const;

private:
    void follow();

    Model& m_model;
    QStackedWidget* m_stack;
};

} // namespace omni::ui::@name@
