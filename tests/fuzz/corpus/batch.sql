-- corridor: batch 100 by id pause 5
UPDATE ONLY s.t AS x SET a = (SELECT 1 WHERE true) FROM u WHERE x.b = u.b -- end
;
/* a /* b */ */ DELETE FROM t;
