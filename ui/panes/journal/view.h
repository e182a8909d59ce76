// The trade journal: closed trades, and what their owner thinks of them. Notes and tags go into the record.

#pragma once

#include "ui/panes/journal/model.h"
#include "ui/panes/table_pane.h"

#include <QElapsedTimer>

#include <map>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace omni::ui::journal {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeNotes();
    void retell();
    void askAnew();
    void showRows();
    void choose(int row);
    void findOrder(const Row& row);
    void showNotes();
    void add();
    void checkNote();
    [[nodiscard]] bool belongs(const views::NoteRow& note) const;

    QLabel* m_head;
    QListWidget* m_list;
    QLineEdit* m_tag;
    QPlainTextEdit* m_text;
    QPushButton* m_add;
    QLabel* m_room;
    std::vector<views::RoundTripRow> m_trips;
    std::vector<views::NoteRow> m_notes;
    std::uint64_t m_chosen = 0; ///< Key of the trade; 0: none.
    ProposalId m_proposal; ///< Of the chosen trade, or
    OrderId m_order; ///< its first order, where no proposal led to it. Both none: not known yet.
    QElapsedTimer m_asked;
    bool m_isDirty = true;
    bool m_hasHistory = false;
};

} // namespace omni::ui::journal
