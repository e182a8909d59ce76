// needs: host/person
// V30: what a person wrote is in no file once the person's key is gone, and before that reads as it was written.
#include "core/host/person/person.h"

#include "tests/support/memory_folder.h"

#include <QTest>

using namespace omni;
using namespace omni::person;

class TestPerson : public QObject
{
    Q_OBJECT

private slots:
    void wordsOpenAsTheyWereWritten()
    {
        omni::tests::MemoryFolder root;
        const auto person = Person::of(root, "alice");
        QVERIFY(person);
        for (const char* words : {"x", "Waited for the retest.", "ünïcode \xE2\x82\xAC", "~1.looks-sealed-itself"}) {
            const std::string sealed = person->sealed(words);
            QVERIFY(isSealed(sealed));
            QVERIFY(sealed.find(words) == std::string::npos);
            QCOMPARE(person->opened(sealed), std::string(words));
            QCOMPARE(person->sealed(words), sealed); // a replay has the same
        }
        QCOMPARE(person->sealed(""), std::string());
        QCOMPARE(person->opened("not sealed"), std::string("not sealed"));
    }
    void theLongestWordsFit()
    {
        omni::tests::MemoryFolder root;
        const auto person = Person::of(root, "alice");
        for (const std::size_t room : {std::size_t{31}, std::size_t{95}, std::size_t{191}}) {
            QVERIFY(person->sealed(std::string(wordsIn(room), 'w')).size() <= room);
            QVERIFY(person->sealed(std::string(wordsIn(room) + 3, 'w')).size() > room);
        }
    }
    void theNextStartFindsTheSameKey()
    {
        omni::tests::MemoryFolder root;
        const std::string sealed = Person::of(root, "alice")->sealed("words");

        const auto again = Person::of(root, "bob");

        QCOMPARE(again->opened(sealed), std::string("words"));
        QCOMPARE(again->name(), std::string("alice")); // a file that is there is not written anew
    }
    // F4: what is written before the disk works again would be lost with the program.
    void aDiskThatFailsOnceIsAskedAgain()
    {
        omni::tests::MemoryFolder root;
        root.plan.failReplaceAt = 1;
        const auto person = Person::ofOrUnkept(root, "alice");
        QCOMPARE(root.counters.faults, std::uint64_t{1});
        QVERIFY(person.isKept());
        QCOMPARE(Person::of(root, "alice")->opened(person.sealed("words")), std::string("words"));
    }
    void aDiskThatTakesNothingStopsNobody()
    {
        omni::tests::MemoryFolder root;
        root.plan.failReplaceAt = 1;
        root.plan.staysFailed = true;
        const auto person = Person::ofOrUnkept(root, "alice");
        QVERIFY(root.counters.faults > 0);
        QVERIFY(!person.isKept());
        QCOMPARE(person.opened(person.sealed("words")), std::string("words"));
        QCOMPARE(person.name(), std::string("alice"));
    }
    void nothingOpensWithoutTheKey()
    {
        omni::tests::MemoryFolder root;
        const std::string sealed = Person::of(root, "alice")->sealed("words");
        const auto wasThere = erase(root);
        QVERIFY(wasThere && *wasThere);
        const auto none = Person::read(root);
        QVERIFY(none && !*none);
        QCOMPARE(shownWords(nullptr, sealed), std::string(erasedWords));

        const auto another = Person::of(root, "alice");
        QCOMPARE(another->opened(sealed), sealed);
        QCOMPARE(shownWords(&*another, sealed), std::string(erasedWords));
        const auto twice = erase(root);
        QVERIFY(twice && *twice);
        QVERIFY(!*erase(root));
    }
    void aDamagedFileIsSetAside()
    {
        omni::tests::MemoryFolder root;
        const std::string bad = "person 1\nkey 00ff\nname alice\n";
        QVERIFY(root.replace("person-1", std::as_bytes(std::span(bad.data(), bad.size()))));

        QCOMPARE(Person::read(root).error().code, Errc::Corrupt);
        QVERIFY(Person::of(root, "alice"));

        const auto aside = root.read("person-1-damaged");
        QVERIFY(aside && (*aside)->bytes().size() == bad.size());
        QVERIFY(*erase(root));
        QVERIFY(root.names()->empty());
    }
    void whatIsNotOursIsLeftAsItIs()
    {
        omni::tests::MemoryFolder root;
        const auto person = Person::of(root, "alice");
        for (const char* text : {"~1.", "~1.AAAA", "~1.not base64!", "~2.AAAAAAAAAAAA", "~1.AAAAAAAAAAAAA"}) {
            QCOMPARE(person->opened(text), std::string(text));
        }
    }
};

QTEST_APPLESS_MAIN(TestPerson)
#include "tst_person.moc"
