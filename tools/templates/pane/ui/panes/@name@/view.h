// The pane @words@ on the screen: a table, or a sentence while there is nothing to show.

#pragma once

#include "ui/panes/@name@/model.h"
#include "ui/panes/table_pane.h"

namespace omni::ui::@name@ {

/// No logic: what it shows is in the model.
class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

protected:
    void onFrame() override;
};

} // namespace omni::ui::@name@
