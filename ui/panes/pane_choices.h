// Told by a pane when something that `Pane::saveState` keeps is chosen anew: a layout is noted then, not only when
// panes are moved. A pane that has such choices owns one, as a direct child. UI thread.

#pragma once

#include <QObject>

namespace omni::ui {

class PaneChoices final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void made();
};

} // namespace omni::ui
