#include "ui/panes/@name@/view.h"

#include "ui/panes/@name@/model.h"

#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace omni::ui::@name@ {

View::View(Model& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_stack(new QStackedWidget(this))
{
    auto* table = new QTableView;
    table->setModel(&model);
    table->setAccessibleName(tr("@Words@"));
    m_stack->addWidget(new QLabel(tr("Nothing to show yet.")));
    m_stack->addWidget(table);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    connect(&model, &QAbstractItemModel::modelReset, this, &View::follow);
    follow();
}

bool View::isEmpty() const
{
    return m_stack->currentIndex() == 0;
}

void View::follow()
{
    m_stack->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
}

} // namespace omni::ui::@name@
