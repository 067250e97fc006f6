# Records what libpq makes of connection strings: PQconninfoParse through ctypes, one JSON text a column.
import ctypes, json
lib = ctypes.CDLL("libpq.so.5")
class Option(ctypes.Structure):
    _fields_ = [(n, ctypes.c_char_p) for n in ("keyword", "envvar", "compiled", "val", "label", "dispchar")] + [("size", ctypes.c_int)]
lib.PQconninfoParse.restype = ctypes.POINTER(Option)
lib.PQconninfoParse.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p)]
def answer(text):
    error = ctypes.c_char_p()
    options = lib.PQconninfoParse(text.encode(), ctypes.byref(error))
    if not options:
        return "error", error.value.decode().rstrip("\n")
    found, i = {}, 0
    while options[i].keyword:
        if options[i].val is not None:
            found[options[i].keyword.decode()] = options[i].val.decode()
        i += 1
    return "ok", found
CASES = r'''
host=pg
host = pg   user	=  me
  host=pg  
host=pg user='a b' password='o\'br\\ien'
host=pg password=o\'brien\ x\\
host='pg'user=me
host=''
host=
host= user=me
host='' port=''
host=pg host=other
host
host pg
host pg=x
=pg
host=pg =x
host='pg
host='pg\
host='pg\'
host=pg\
Host=pg
colour=red
host=pg colour=red
requiressl=1
requiressl=0
sslmode=require requiressl=0
dbname='a=b' options='-c a=b'
options=-csearch_path=
password=pa'ss
password='pa''ss'
user=élan
user='日本' dbname=x
port=1,2,3 host=a,b,c
postgresql://
postgres://
postgresql://localhost
postgresql://localhost:5433
postgresql://localhost/mydb
postgresql://user@localhost
postgresql://user:secret@localhost
postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp
postgresql://host1:123,host2:456/somedb?target_session_attrs=any
postgresql://host1,host2/db
postgresql://host1:1,host2,host3:3/
postgresql:///mydb?host=localhost&port=5433
postgresql://[2001:db8::1234]/database
postgresql://[2001:db8::1234]:5433
postgresql://[::1],[::2]:7/db
postgresql://[::1
postgresql://[]
postgresql://[]:1/x
postgresql://[::1]x
postgresql://[::1]z:5/x
postgresql:///dbname?host=/var/lib/postgresql
postgresql://%2Fvar%2Flib%2Fpostgresql/dbname
postgresql://user%40home:p%3Aw%2F%40@host/d%20b
postgresql://user:p@ss@host/db
postgresql://user:p:w@host/db
postgresql://user:@host/db
postgresql://:secret@host/db
postgresql://:@host/db
postgresql://@host
postgresql://@
postgresql://user@
postgresql://user@/db
postgresql://host/db?ssl=true
postgresql://host/db?ssl=false
postgresql://host/db?ssl=1
postgresql://host/db?sslmode=require
postgresql://host/db?
postgresql://host?user=me
postgresql://host:?user=me
postgresql://host/?user=me
postgresql://host/db?user=me&
postgresql://host/db?user=me&&dbname=x
postgresql://host/db?user
postgresql://host/db?user&dbname=x
postgresql://host/db?user=a=b
postgresql://host/db?user=a%3Db
postgresql://host/db?user=
postgresql://host/db?%75ser=x
postgresql://host/db?colour=red
postgresql://host/db?colour
postgresql://host/db?user=a&user=b
postgresql://a@host/db?user=b&dbname=c&host=d&port=9
postgresql://host/%
postgresql://host/%1
postgresql://host/%zz
postgresql://host/%00
postgresql://host/a%00b
postgresql://host/a%C3%A9
postgresql://host/a/b
postgresql://host/a+b
postgresql://host#x
postgresql://host:port/db
postgresql://,/
postgresql://:1,:2/
postgresql://,host:5/x
postgresql://host/db?requiressl=1
postgresql://us/er@host/db
postgresql://us?er@host/db
postgresql://us[er@host/db
POSTGRESQL://host/db
postgresql:host
postgresql:/host
postgresq://host=x
 postgresql://host
'''.strip("\n").split("\n") + ["", " ", "\n", "host=a\n user=b\n", "host=a\tuser=b\r\nport=5", "host=a\vuser=b\fport=1", "user='a\nb'"]
print("# kind: ok or error; text: the connection string; answer: keywords and values by libpq's order, or the error. JSON texts.")
seen = set()
for case in CASES:
    if case not in seen:
        seen.add(case)
        kind, result = answer(case)
        print("\t".join([kind, json.dumps(case), json.dumps(result)]))
