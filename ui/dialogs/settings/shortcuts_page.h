// Every command with its keys; a combination that is taken is refused and says by what.

#pragma once

#include "ui/dialogs/settings/page.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace omni::ui::settings {

class ShortcutsPage final : public Page
{
    Q_OBJECT

public:
    explicit ShortcutsPage(const PageContext& context);

private:
    void fill();
    void filter(const QString& typed);
    void onSelected();
    void assign();

    QTreeWidget* m_list;
    QKeySequenceEdit* m_edit;
    QLabel* m_note;
};

} // namespace omni::ui::settings
