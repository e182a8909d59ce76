// A ticket over a desk that a real engine keeps, with a hand on its clock.

#pragma once

#include "tests/support/engine_pane.h"
#include "ui/panes/ticket/view.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

namespace omni::ui::ticket {

struct Bench : omni::testing::EnginePane<View> {
    Bench()
        : EnginePane(test::TestDesk::armed(), 10'000)
    {
        groups.select(LinkGroup::A, InstrumentId{1});
        link.poll();
        show({424, 900});
    }
    template<class Edit> Edit& field(const QString& name) const
    {
        for (auto* one : view->findChildren<Edit*>()) {
            if (one->accessibleName() == name) {
                return *one;
            }
        }
        qFatal("no such field");
    }
    QLineEdit& edit(const QString& name) const
    {
        return field<QLineEdit>(name);
    }
    void choose(const QString& name, const QString& words)
    {
        auto& box = field<QComboBox>(name);
        const int row = box.findText(words);
        QVERIFY2(row >= 0, qPrintable(words));
        box.setCurrentIndex(row);
    }
    /// Buys 5 at 99.90 limit, stop at 98.50.
    void fill()
    {
        edit(QStringLiteral("Quantity")).setText(QStringLiteral("5"));
        edit(QStringLiteral("Limit price")).setText(QStringLiteral("99.90"));
        edit(QStringLiteral("Stop loss")).setText(QStringLiteral("98.50"));
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(view.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void ask()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
        ms += 400;
    }
    Stage stage() const
    {
        return view->sending().stage();
    }
};

} // namespace omni::ui::ticket
