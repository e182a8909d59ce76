// The list of the queue. A letter is a command of the pane or nothing: while its command is off it must not choose
// another proposal by its name, which the next letter would then reject.

#pragma once

#include <QListView>

namespace omni::ui::proposals {

class QueueList final : public QListView
{
public:
    using QListView::QListView;

    void keyboardSearch(const QString&) override { }
};

} // namespace omni::ui::proposals
